package io.podium.standalone.command;

import io.podium.schemas.event.RawEventParser;

/** Tenants as operators name them. */
final class TenantIds {
    private TenantIds() {}

    /**
     * The same text.
     *
     * @throws IllegalArgumentException when it can't be a tenant's id
     */
    static String checked(String text) {
        if (!RawEventParser.isTenantId(text)) {
            throw new IllegalArgumentException("expected a tenant id, but " + text);
        }
        return text;
    }
}
