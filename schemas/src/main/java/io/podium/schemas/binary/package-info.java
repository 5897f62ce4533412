/** The compact binary form of values in stores. Written by field order behind a byte that names the form. */
package io.podium.schemas.binary;
