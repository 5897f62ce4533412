/** Reading an attribute of an event by name or path. Values that a rule can't use are reasons, not exceptions. */
@NullMarked
package io.podium.rules.attribute;

import org.jspecify.annotations.NullMarked;
