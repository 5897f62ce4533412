/** Outcomes as records of the outcome topics. Consumers rely on them, so they only grow. */
@NullMarked
package io.podium.schemas.outcome;

import org.jspecify.annotations.NullMarked;
