/** The compact binary form of values in stores. Written by field order behind a byte that names the form. */
@NullMarked
package io.podium.schemas.binary;

import org.jspecify.annotations.NullMarked;
