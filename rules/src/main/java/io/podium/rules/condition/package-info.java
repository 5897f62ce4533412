/**
 * Conditions in CEL: checked, planned and evaluated within a budget of steps and bytes. The budget is
 * deterministic, so that a replay fails where the first run did.
 */
@NullMarked
package io.podium.rules.condition;

import org.jspecify.annotations.NullMarked;
