/** Rule definitions that were checked and are ready to run. A program that exists is valid. */
@NullMarked
package io.podium.rules.program;

import org.jspecify.annotations.NullMarked;
