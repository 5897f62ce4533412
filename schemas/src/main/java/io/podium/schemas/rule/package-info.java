/** Versions of rule definitions as records of the rules topic. A version is never changed after it was published. */
@NullMarked
package io.podium.schemas.rule;

import org.jspecify.annotations.NullMarked;
