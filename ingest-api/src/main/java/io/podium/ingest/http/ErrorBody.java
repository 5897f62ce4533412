package io.podium.ingest.http;

import io.podium.schemas.event.Problem;
import java.util.List;

/**
 * The body of every refusal.
 *
 * @param error stable snake_case code
 * @param details every problem found, in the order of the document
 */
record ErrorBody(String error, String message, List<Problem> details, String requestId) {}
