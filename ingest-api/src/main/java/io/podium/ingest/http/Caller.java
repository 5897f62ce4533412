package io.podium.ingest.http;

import io.podium.ingest.token.ParticipantToken;
import io.podium.ingest.token.TokenScope;
import io.podium.schemas.access.ApiKey;

/** Who asks, once that is known. */
sealed interface Caller {

    /** Whose data the request is about. */
    String tenantId();

    /** Whether it may do what its route asks for, as far as that does not depend on what the request says. */
    boolean may(Access access);

    /** The holder of an API key: a server of the tenant. */
    record Server(ApiKey key) implements Caller {
        @Override
        public String tenantId() {
            return key.tenantId();
        }

        @Override
        public boolean may(Access access) {
            return isAdmin() || access == Access.READ || access == Access.FOLLOW;
        }

        boolean isAdmin() {
            return key.scope() == ApiKey.Scope.ADMIN;
        }
    }

    /** A participant's device, which shows a token. */
    record Device(ParticipantToken token) implements Caller {
        @Override
        public String tenantId() {
            return token.tenantId();
        }

        @Override
        public boolean may(Access access) {
            return switch (access) {
                case READ -> token.scopes().contains(TokenScope.READ);
                case FOLLOW -> token.scopes().contains(TokenScope.STREAM);
                case SEND -> token.scopes().contains(TokenScope.EVENTS);
                case ADMIN -> false;
            };
        }
    }
}
