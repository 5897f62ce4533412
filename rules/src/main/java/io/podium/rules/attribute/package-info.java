/** Reading an attribute of an event by name or path. Values that a rule can't use are reasons, not exceptions. */
package io.podium.rules.attribute;
