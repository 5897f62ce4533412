package io.podium.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.command.CommandReader;
import io.podium.ingest.command.GrantBody;
import io.podium.schemas.command.Command;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.EventId;
import io.podium.schemas.event.Limits;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bodies of commands: each is read as a whole, and all that is wrong with it is reported at once. */
final class CommandBodies {

    private static final Duration LONGEST_HOLD = Duration.ofDays(31);
    private static final Set<String> DEDUCT = Set.of("participant_id", "amount", "reason", "memo", "idempotency_key");
    private static final Set<String> HOLD =
            Set.of("participant_id", "amount", "reason", "memo", "idempotency_key", "ttl");
    private static final Set<String> RELEASE = Set.of("participant_id", "reason", "memo", "idempotency_key");
    private static final Set<String> REVERSE =
            Set.of("participant_id", "amount_ratio", "reason", "memo", "idempotency_key");

    private final Clock clock;

    CommandBodies(Clock clock) {
        this.clock = clock;
    }

    /**
     * A command as its request says it, or all that is wrong with it.
     *
     * @param command null where something is wrong
     */
    record Parsed(@Nullable RawCommand command, List<Problem> problems) {}

    /**
     * A reversal, whose participant may have to be found.
     *
     * @param participantId null where the request does not say it
     */
    record Reversal(@Nullable String participantId, String idempotencyKey, Command.Reverse command) {}

    RawCommand grant(ApiRequest request) throws RefusedException {
        return checked(grant(object(request)));
    }

    Parsed grant(JsonNode body) {
        GrantBody grant = GrantBody.of(body, clock.instant());
        return new Parsed(grant.command(), grant.problems());
    }

    RawCommand deduct(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(object(request), DEDUCT);
        long amount = in.amount();
        String reason = in.reason();
        String memo = in.memo();
        return checked(parsed(in, () -> new Command.Deduct(amount, reason, memo)));
    }

    RawCommand hold(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(object(request), HOLD);
        long amount = in.amount();
        String reason = in.reason();
        String memo = in.memo();
        Duration ttl = in.duration("ttl", Duration.ofSeconds(1), LONGEST_HOLD);
        return checked(parsed(in, () -> new Command.Hold(amount, clock.instant().plus(ttl), reason, memo)));
    }

    RawCommand capture(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(object(request), DEDUCT);
        String holdId = holdId(request, in);
        Long amount = in.has("amount") ? (Long) in.amount() : null;
        String reason = in.reason("captured");
        String memo = in.memo();
        return checked(parsed(in, () -> new Command.Capture(holdId, amount, reason, memo)));
    }

    RawCommand release(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(object(request), RELEASE);
        String holdId = holdId(request, in);
        String reason = in.reason("released");
        String memo = in.memo();
        return checked(parsed(in, () -> new Command.Release(holdId, reason, memo)));
    }

    Reversal reverse(ApiRequest request) throws RefusedException {
        CommandReader in = new CommandReader(object(request), REVERSE);
        String reverses = RawEventParser.trimmed(request.path("event_id"));
        if (reverses.isEmpty() || reverses.length() > Limits.ID_CHARACTERS) {
            in.problem("event_id", "out_of_range", "expected an event id or an idempotency key in the path");
        }
        String participantId = in.optionalText("participant_id", Limits.ID_CHARACTERS);
        String key = in.key();
        BigDecimal ratio = in.ratio("amount_ratio");
        String reason = in.reason();
        String memo = in.memo();
        if (!in.problems().isEmpty()) {
            throw invalid(in.problems());
        }
        return new Reversal(participantId, key, new Command.Reverse(reverses, ratio, reason, memo));
    }

    private static String holdId(ApiRequest request, CommandReader in) {
        String holdId = request.path("hold_id");
        if (!EventId.isValid(holdId)) {
            in.problem("hold_id", "bad_format", "expected evt_ and 26 characters of a ULID in the path");
        }
        return holdId;
    }

    /** The participant that a path names. */
    static String participantId(ApiRequest request, CommandReader in) {
        String participantId = request.path("participant_id");
        if (participantId.isEmpty() || participantId.length() > Limits.ID_CHARACTERS) {
            in.problem(
                    "participant_id",
                    "out_of_range",
                    "expected 1 to " + Limits.ID_CHARACTERS + " characters in the path, but " + participantId.length());
        }
        return participantId;
    }

    /** The command, which is only made once nothing is wrong. */
    private static Parsed parsed(CommandReader in, Supplier<Command> command) {
        return new Parsed(in.command(command), in.problems());
    }

    private static RawCommand checked(Parsed parsed) throws RefusedException {
        if (parsed.command() == null) {
            throw invalid(parsed.problems());
        }
        return parsed.command();
    }

    static RefusedException invalid(List<Problem> problems) {
        return new RefusedException(Refusal.badRequest(
                "invalid_command", "expected a command, but it has " + problems.size() + " problem(s)", problems));
    }

    /** The header names the key as well as the body does; both must agree. */
    static ObjectNode object(ApiRequest request) throws RefusedException {
        ObjectNode body = anyObject(request.body());
        String header = request.idempotencyKey();
        if (header == null) {
            return body;
        } else if (!body.hasNonNull("idempotency_key")) {
            return body.put("idempotency_key", header);
        } else if (!RawEventParser.trimmed(body.get("idempotency_key").asText()).equals(header)) {
            throw invalid(List.of(new Problem(
                    "idempotency_key",
                    "conflict",
                    "expected the same key in the body and in header Idempotency-Key, but they differ")));
        }
        return body;
    }

    /** The object that a body must be. */
    static ObjectNode anyObject(byte[] body) throws RefusedException {
        JsonNode node;
        try {
            node = Json.tree(body);
        } catch (IOException e) {
            throw invalid(List.of(RawEventParser.unreadable(e)));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw invalid(List.of(new Problem("", "wrong_type", "expected a JSON object, but another value came")));
    }
}
