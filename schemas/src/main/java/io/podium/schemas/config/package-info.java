/**
 * Configuration of roles: records whose components say by annotation what operators may set. Command line, environment,
 * settings file, what is printed at the start and the reference in the documents all come from them.
 */
@NullMarked
package io.podium.schemas.config;

import org.jspecify.annotations.NullMarked;
