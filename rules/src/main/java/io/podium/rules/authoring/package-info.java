/**
 * Rule files as people write them: YAML with positions, every problem at once, warnings of what will hardly fire.
 * What comes out is programs and their sources.
 */
@NullMarked
package io.podium.rules.authoring;

import org.jspecify.annotations.NullMarked;
