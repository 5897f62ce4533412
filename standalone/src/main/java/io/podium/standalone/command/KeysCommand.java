package io.podium.standalone.command;

import io.podium.ingest.access.KeySecret;
import io.podium.ingest.access.RateLimits;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium keys}: API keys. Secrets are shown once and never kept. */
@Command(name = "keys", description = "Creates, lists and revokes API keys.", mixinStandardHelpOptions = true)
final class KeysCommand {

    private static final int MIN_START = 8;

    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Creates a key and prints it, once.", mixinStandardHelpOptions = true)
    int create(
            @Mixin KafkaOptions kafka,
            @Option(names = "--tenant", required = true) String tenantId,
            @Option(names = "--scope", defaultValue = "admin", description = "admin or part (reads only).") Scope scope,
            @Option(names = "--live", description = "A live key; without, a test key.") boolean live,
            @Option(names = "--label", defaultValue = "") String label,
            @Option(names = "--requests-per-minute", description = "Its own rate limit; 0 for none.") @Nullable
                    Long requestsPerMinute)
            throws IOException {
        TenantIds.checked(tenantId);
        if (requestsPerMinute != null && (requestsPerMinute < 0 || requestsPerMinute > RateLimits.MAX_PER_MINUTE)) {
            throw new IllegalArgumentException("expected --requests-per-minute of 0 to " + RateLimits.MAX_PER_MINUTE
                    + ", but " + requestsPerMinute);
        }
        KeySecret secret = KeySecret.generate(live, scope, new SecureRandom());
        ApiKey key = new ApiKey(secret.sha256(), tenantId, scope, label, requestsPerMinute, Instant.now(), null);
        table(kafka).write(Map.of(key.sha256(), key));
        spec.commandLine().getOut().println(secret.text());
        return 0;
    }

    @Command(name = "list", description = "Lists the keys by the start of their hash.", mixinStandardHelpOptions = true)
    int list(@Mixin KafkaOptions kafka) throws IOException {
        for (ApiKey key : table(kafka).read().values()) {
            spec.commandLine()
                    .getOut()
                    .println(key.sha256().substring(0, 12) + " " + key.tenantId() + " "
                            + key.scope().wireName() + " created " + key.createdAt()
                            + (key.isRevoked() ? " revoked " + key.revokedAt() : "") + " " + key.label());
        }
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Revokes a key, named by the start of its hash (see list).",
            mixinStandardHelpOptions = true)
    int revoke(@Mixin KafkaOptions kafka, @Parameters(paramLabel = "HASH") String start) throws IOException {
        TableTopic<ApiKey> table = table(kafka);
        var matching = table.read().values().stream()
                .filter(key -> start.length() >= MIN_START && key.sha256().startsWith(start))
                .toList();
        if (matching.size() != 1) {
            throw new IllegalArgumentException(notOne(start, matching.size()));
        }
        ApiKey revoked = matching.get(0).revoked(Instant.now());
        table.write(Map.of(revoked.sha256(), revoked));
        return 0;
    }

    private static String notOne(String start, int matching) {
        if (start.length() < MIN_START) {
            return "expected at least " + MIN_START + " characters of the hash that keys list shows, but " + start
                    + " has " + start.length();
        }
        return matching == 0
                ? "no key's hash starts with " + start + "; keys list shows them"
                : matching + " keys' hashes start with " + start + "; give more characters of the one";
    }

    private static TableTopic<ApiKey> table(KafkaOptions kafka) throws IOException {
        return kafka.table(Topics.API_KEYS);
    }
}
