/**
 * The HTTP API: the column of handlers that each request passes, the routes, and answers. Only this package knows
 * the HTTP server.
 */
@NullMarked
package io.podium.ingest.http;

import org.jspecify.annotations.NullMarked;
