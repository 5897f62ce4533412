package io.podium.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.command.CommandReader;
import io.podium.ingest.token.RevocationLog;
import io.podium.ingest.token.TokenScope;
import io.podium.ingest.token.Tokens;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tokens for participants' devices, over HTTP: servers mint them, and end them before their time. */
final class TokenEndpoints {

    private static final Set<String> MEMBERS = Set.of("participant_id", "ttl_seconds", "scopes");
    private static final Duration LIFE = Duration.ofHours(1);

    private final Tokens tokens;
    private final RevocationLog revocations;

    TokenEndpoints(Tokens tokens, RevocationLog revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    /** Body of a token's answer. */
    record Minted(String token, Instant expiresAt) {}

    /** Body of a revocation's answer. */
    record Ended(String participantId, Instant revokedAt) {}

    /** {@code POST /api/v1/auth/participant-token}. */
    CompletableFuture<ApiAnswer> mint(ApiRequest request) throws RefusedException {
        JsonNode body = body(request);
        CommandReader in = new CommandReader(body, MEMBERS);
        String participantId = in.text("participant_id", Limits.ID_CHARACTERS);
        Duration life = life(in);
        Set<TokenScope> scopes = scopes(body, in);
        if (!in.problems().isEmpty()) {
            throw invalid(in.problems());
        }
        Caller.Server server = (Caller.Server) request.caller();
        ApiAnswer answer = tokens.mint(server.key(), participantId, life, scopes)
                .map(minted -> ApiAnswer.of(201, new Minted(minted.token(), minted.expiresAt())))
                .orElseGet(() -> Refusal.notConfigured(
                                "expected API nodes with --token-key, but this one has no key to sign tokens with")
                        .answer(request.requestId()));
        return CompletableFuture.completedFuture(answer.with(ReadCaching.CACHE_CONTROL, "no-store"));
    }

    private static JsonNode body(ApiRequest request) throws RefusedException {
        try {
            return CommandBodies.anyObject(request.body());
        } catch (RefusedException e) {
            throw invalid(e.refusal().details());
        }
    }

    private static RefusedException invalid(List<Problem> problems) {
        return new RefusedException(Refusal.badRequest(
                "invalid_token_request",
                "expected what a token is for, but it has " + problems.size() + " problem(s)",
                problems));
    }

    private static Duration life(CommandReader in) {
        return in.has("ttl_seconds")
                ? Duration.ofSeconds(in.whole("ttl_seconds", Tokens.SHORTEST.toSeconds(), Tokens.LONGEST.toSeconds()))
                : LIFE;
    }

    private static Set<TokenScope> scopes(JsonNode body, CommandReader in) {
        if (!in.has("scopes")) {
            return EnumSet.of(TokenScope.READ, TokenScope.STREAM);
        }
        JsonNode names = body.get("scopes");
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (JsonNode name : names) {
            Optional<TokenScope> scope = name.isTextual() ? TokenScope.named(name.textValue()) : Optional.empty();
            scope.ifPresent(scopes::add);
            if (scope.isEmpty()) {
                in.problem(
                        "scopes",
                        name.isTextual() ? "unknown_scope" : "wrong_type",
                        "expected some of read, stream, events, but " + CommandReader.shown(name) + " came");
                return scopes;
            }
        }
        if (!names.isArray() || names.isEmpty()) {
            in.problem(
                    "scopes",
                    "wrong_type",
                    "expected a list with some of read, stream, events, but " + CommandReader.shown(names) + " came");
        }
        return scopes;
    }

    /** {@code DELETE /api/v1/auth/participant-token/{participant_id}}. */
    CompletableFuture<ApiAnswer> revoke(ApiRequest request) throws RefusedException {
        String participantId = ReadEndpoints.id(request, OwnPathFilter.PARTICIPANT);
        return revocations.revoke(request.tenantId(), participantId).thenApply(revoked -> {
            if (revoked instanceof RevocationLog.Revoked.Done done) {
                return ApiAnswer.of(200, new Ended(participantId, done.revokedAt()));
            }
            return Refusal.unavailable(((RevocationLog.Revoked.Unavailable) revoked).reason())
                    .answer(request.requestId());
        });
    }
}
