/** Who may do what: API keys, their rights, and rates of keys and tenants. It knows nothing of HTTP. */
package io.podium.ingest.access;
