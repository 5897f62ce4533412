/**
 * All published versions of rules, and those in force for a tenant at an instant. Pure lookup; where versions come
 * from is the caller's matter.
 */
@NullMarked
package io.podium.rules.book;

import org.jspecify.annotations.NullMarked;
