package io.podium.ingest.http;

import io.podium.schemas.access.ApiKey;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed the checks common to all endpoints.
 *
 * @param key whose it is; its tenant is the request's tenant
 * @param body inflated; empty for GET
 * @param parameters from path and query
 * @param idempotencyKey the header of that name; null when absent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiRequest(String requestId, ApiKey key, byte[] body, Map<String, String> parameters, String idempotencyKey) {

    String tenantId() {
        return key.tenantId();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
