/**
 * What is known of a participant as a person: a name, a picture, whose clock days go by. Set by administrators, seen by
 * conditions, and never part of what an event says.
 */
@NullMarked
package io.podium.schemas.profile;

import org.jspecify.annotations.NullMarked;
