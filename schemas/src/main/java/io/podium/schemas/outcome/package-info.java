/** Outcomes as records of the outcome topics. Consumers rely on them, so they only grow. */
package io.podium.schemas.outcome;
