/** The codes of notes that outcomes, traces and scenarios carry. Each is documented, and none is ever renamed. */
@NullMarked
package io.podium.rules.note;

import org.jspecify.annotations.NullMarked;
