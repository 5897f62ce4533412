package io.podium.ingest.http;

import io.podium.schemas.event.Problem;
import java.util.List;

/**
 * The body of every refusal.
 *
 * @param error stable snake_case code
 * @param docUrl path of the node at which it says more of the code
 * @param details every problem found, in the order of the document
 */
record ErrorBody(String error, String message, String docUrl, List<Problem> details, String requestId) {}
