package io.podium.standalone.setup;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.access.RateLimits;
import io.podium.ingest.http.Admission;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.Cors;
import io.podium.ingest.live.LiveStreams;
import io.podium.ingest.token.TokenKeys;
import io.podium.schemas.config.Config;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.config.Setting;
import io.podium.schemas.event.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Configuration of an API node, whatever answers its queries. */
public record ApiNodeConfig(
        KafkaConfig kafka,
        Address address,
        RateLimits.Limits rates,
        Admission.Bounds bounds,
        ApiServer.Deadlines deadlines,
        Browsers browsers,
        Signing signing,
        LiveStreams.Bounds streams,
        Documents documents,
        Writes writes) {

    /** Bodies and what they are parsed to, which is counted by its worst, may take a quarter of the heap. */
    private static final int HEAP_SHARE = 4;

    /** Where HTTP is served. */
    public record Address(
            @Setting(value = "127.0.0.1", label = "HOST", description = "Address to serve on.")
            String host,

            @Setting(
                    value = "8080",
                    min = "0",
                    max = "65535",
                    label = "PORT",
                    description = "Port to serve on; 0 takes any free one.")
            int port) {

        public Address {
            Config.check(Address.class, host, port);
        }
    }

    /** Whose pages may read answers in a browser. */
    public record Browsers(
            @Setting(
                    label = "ORIGIN,...",
                    description = "Origins whose pages may read answers in a browser, with commas between them:"
                            + " https://app.example.org, http://localhost:* for any port, or * for all. None without"
                            + " it; in development mode those of localhost.")
            Optional<String> corsOrigins) {

        public Browsers {
            Config.check(Browsers.class, corsOrigins);
            corsOrigins.ifPresent(Cors::of);
        }

        /** As the server asks it. */
        Cors cors() {
            return corsOrigins.map(Cors::of).orElse(Cors.NONE);
        }
    }

    /** What tokens of participants are signed with. */
    public record Signing(
            @Setting(
                    label = "FILE,...",
                    description =
                            "PEM files with the EC private keys (curve P-256) of participants' tokens, with commas"
                                    + " between them; the first signs, all verify. All API nodes need the same. Without it no"
                                    + " tokens are minted; development mode makes a key of its own.")
            Optional<String> tokenKey) {

        public Signing {
            Config.check(Signing.class, tokenKey);
        }

        /** Reads them. */
        public TokenKeys keys() {
            return tokenKey.map(files -> TokenKeys.read(Arrays.stream(files.split(",", -1))
                            .map(String::strip)
                            .map(Path::of)
                            .toList()))
                    .orElse(TokenKeys.NONE);
        }
    }

    /** Whether the node answers with its documents. */
    public record Documents(
            @Setting(
                    description = "Serve no documents: neither /docs nor /openapi.json, /openapi.yaml, /asyncapi.json.")
            boolean noDocs) {

        public Documents {
            Config.check(Documents.class, noDocs);
        }
    }

    /** How events are written into the log. */
    public record Writes(
            @Setting(
                    value = "PT3S",
                    min = "PT0.1S",
                    max = "PT10M",
                    description = "How long an event may take to be written before its client is asked to retry.")
            Duration deliveryTimeout,

            @Setting(
                    value = "64",
                    min = "1",
                    max = "16384",
                    unit = "MiB",
                    description = "Bound on events that are not yet written; beyond it they are refused at once.")
            int bufferMb) {

        /** For a node of any size. */
        public static final Writes DEFAULT = Config.read(Writes.class, Map.of());

        private static final long MEBIBYTE = 1024L * 1024;

        public Writes {
            Config.check(Writes.class, deliveryTimeout, bufferMb);
        }

        /** Bound on events that are not yet written, in bytes. */
        long bufferBytes() {
            return bufferMb * MEBIBYTE;
        }
    }

    public ApiNodeConfig {
        requireNonNull(kafka);
        requireNonNull(address);
        requireNonNull(rates);
        requireNonNull(bounds);
        requireNonNull(deadlines);
        requireNonNull(browsers);
        requireNonNull(signing);
        requireNonNull(streams);
        requireNonNull(documents);
        requireNonNull(writes);
    }

    /**
     * An API node of development mode. Two defaults are others on purpose: no rate limits, since whoever tries things
     * out is alone, and no time to drain, since there is no other node to turn to.
     *
     * @param port to serve on; 0 takes any free one
     */
    public static ApiNodeConfig forDevelopment(String bootstrapServers, int port) {
        return new ApiNodeConfig(
                new KafkaConfig(bootstrapServers),
                new Address("127.0.0.1", port),
                RateLimits.Limits.OFF,
                Admission.Bounds.DEFAULT,
                ApiServer.Deadlines.DEFAULT.withoutDraining(),
                new Browsers(Optional.of(Cors.LOCALHOST)),
                new Signing(Optional.empty()),
                LiveStreams.Bounds.DEFAULT,
                new Documents(false),
                Writes.DEFAULT);
    }

    /** Bound on the bodies of all requests under way, also as what they are parsed to, in bytes; by the heap. */
    long maxBodyBytes() {
        return Math.max(2L * Limits.BATCH_BODY_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** The settings in force, to be printed, without secrets. */
    @Override
    public String toString() {
        return Config.print(this);
    }
}
