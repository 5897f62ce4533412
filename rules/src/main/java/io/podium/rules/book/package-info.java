/**
 * All published versions of rules, and those in force for a tenant at an instant. Pure lookup; where versions come
 * from is the caller's matter.
 */
package io.podium.rules.book;
