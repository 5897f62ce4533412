/** API keys as records of their topic. Only hashes of keys are ever kept. */
@NullMarked
package io.podium.schemas.access;

import org.jspecify.annotations.NullMarked;
