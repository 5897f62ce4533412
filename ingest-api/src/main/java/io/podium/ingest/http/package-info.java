/**
 * The HTTP API: the column of handlers that each request passes, the routes, and answers. Only this package knows
 * the HTTP server.
 */
package io.podium.ingest.http;
