package io.podium.ingest.http;

import io.undertow.util.HttpString;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** For whom: header {@code X-Bricqs-Tenant} must name the tenant of the key; a token needs none, it has its tenant. */
final class TenantFilter implements Filter {

    static final HttpString X_TENANT = new HttpString("X-Bricqs-Tenant");

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        String tenant = call.header(X_TENANT);
        if (tenant == null && call.request().caller() instanceof Caller.Device) {
            return next.answer(call);
        } else if (tenant == null) {
            throw new RefusedException(Refusal.badRequest(
                    "missing_tenant", "expected header X-Bricqs-Tenant, but it is absent", List.of()));
        }
        if (!tenant.equals(call.request().tenantId())) {
            throw new RefusedException(
                    Refusal.forbidden("wrong_tenant", "expected a key or token of this tenant, but it is another's"));
        }
        return next.answer(call);
    }
}
