/** Who may do what: API keys, their rights, and rates of keys and tenants. It knows nothing of HTTP. */
@NullMarked
package io.podium.ingest.access;

import org.jspecify.annotations.NullMarked;
