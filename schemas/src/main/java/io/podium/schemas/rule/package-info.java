/** Versions of rule definitions as records of the rules topic. A version is never changed after it was published. */
package io.podium.schemas.rule;
