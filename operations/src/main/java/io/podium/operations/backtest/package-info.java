/** History under other rules beside the rules as they were, and what would differ. It only reads. */
@NullMarked
package io.podium.operations.backtest;

import org.jspecify.annotations.NullMarked;
