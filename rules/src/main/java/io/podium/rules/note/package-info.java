/** The codes of notes that outcomes, traces and scenarios carry. Each is documented, and none is ever renamed. */
package io.podium.rules.note;
