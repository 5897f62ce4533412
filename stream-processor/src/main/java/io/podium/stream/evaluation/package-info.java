/**
 * Stage 2: accepted events evaluated by the rules in force at their arrival. It moves data between store, pure
 * evaluation and topics.
 */
@NullMarked
package io.podium.stream.evaluation;

import org.jspecify.annotations.NullMarked;
