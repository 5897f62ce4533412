/** History under other rules beside the rules as they were, and what would differ. It only reads. */
package io.podium.operations.backtest;
