package io.podium.client;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client of Podium for servers, which have an API key. Thread-safe; one for an application is enough.
 *
 * <p>Retries are the contract's: 429, 5xx and broken connections after 250, 500, 1,000, 2,000 and then 5,000 ms, each
 * up to a quarter longer by chance, {@code Retry-After} wins, up to 30 s in all (10 s for sync events). Other refusals
 * are never retried.
 */
public final class PodiumClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Calls calls;

    private PodiumClient(Calls calls) {
        this.calls = calls;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Says where Podium is and who asks. */
    public static final class Builder {

        private @Nullable String url;
        private @Nullable String tenant;
        private @Nullable String key;
        private Timing timing = Timing.REAL;

        private Builder() {}

        /**
         * The address of an API node, or of what stands before several: {@code https://podium.example.org}.
         *
         * @throws IllegalArgumentException when it is none
         */
        public Builder url(String newUrl) {
            if (!newUrl.matches("https?://.+")) {
                throw new IllegalArgumentException("expected a url such as https://podium.example.org, but " + newUrl);
            }
            url = newUrl.replaceAll("/+$", "");
            return this;
        }

        /** The tenant that the key is of. */
        public Builder tenant(String newTenant) {
            tenant = newTenant;
            return this;
        }

        /** The API key. */
        public Builder key(String newKey) {
            key = newKey;
            return this;
        }

        Builder timing(Timing newTiming) {
            timing = newTiming;
            return this;
        }

        /**
         * The client.
         *
         * @throws NullPointerException when one of url, tenant and key is missing
         */
        public PodiumClient build() {
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
            return new PodiumClient(new Calls(
                    http,
                    requireNonNull(url, "expected a url"),
                    requireNonNull(tenant, "expected a tenant"),
                    requireNonNull(key, "expected a key"),
                    timing));
        }
    }

    /** Sends events. */
    public Events events() {
        return new Events(calls);
    }

    /** Reads. */
    public Reads reads() {
        return new Reads(calls);
    }

    /** Commands on points. */
    public Points points() {
        return new Points(calls);
    }

    /** A buffer that collects events into batches; to be closed. */
    public EventBuffer buffer() {
        return buffer(EventBuffer.Settings.DEFAULT);
    }

    /** The same with bounds of one's own. */
    public EventBuffer buffer(EventBuffer.Settings settings) {
        return new EventBuffer(events(), settings);
    }
}
