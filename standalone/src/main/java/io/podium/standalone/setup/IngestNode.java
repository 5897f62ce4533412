package io.podium.standalone.setup;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.http.Admission;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.HttpMetrics;
import io.podium.ingest.log.CompactedTable;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.ingest.rules.RuleVersions;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.event.Limits;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP node, wired: the log, the tables that it follows, and the server. */
public final class IngestNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestNode.class);

    private final NodeThreads threads = new NodeThreads();
    private final KafkaEventLog log;
    private final CompactedTable<RuleVersion> rules;
    private final CompactedTable<ApiKey> apiKeys;
    private final TopicRuleDesk ruleDesk;
    private final ApiServer server;

    /**
     * Settings of an HTTP node.
     *
     * @param builtInKeys accepted beside those of the {@code api-keys} topic, for development
     * @param deliveryTimeout how long an event may take to be written
     * @param maxRequests bound on requests under way
     * @param maxEvents bound on events under way, as the size of bodies tells
     * @param maxBodyBytes bound on the bodies of all requests under way together, also as what they are parsed to
     * @param bufferBytes bound on events that are not yet written
     * @param rulesSuffix of the topic that the rules are in: the generation's
     * @param kafka further Kafka client settings
     */
    public record Config(
            String host,
            int port,
            String bootstrapServers,
            RateLimits.Limits limits,
            List<ApiKey> builtInKeys,
            ApiServer.Deadlines deadlines,
            Duration deliveryTimeout,
            int maxRequests,
            int maxEvents,
            long maxBodyBytes,
            long bufferBytes,
            String rulesSuffix,
            Map<String, String> kafka) {

        /**
         * What is under way waits for its verdict, so these bound the latency too, by Little's law: 2,000 requests or
         * 20,000 events take a small node about a second.
         */
        private static final int MAX_REQUESTS = 2_000;

        private static final int MAX_EVENTS = 20_000;

        /** Bodies and what they are parsed to, which is counted by its worst, may take a quarter of the heap. */
        private static final int HEAP_SHARE = 4;

        /** The defaults for a node of that address. */
        public static Config of(String host, int port, String bootstrapServers) {
            return new Config(
                    host,
                    port,
                    bootstrapServers,
                    RateLimits.Limits.DEFAULT,
                    List.of(),
                    ApiServer.Deadlines.DEFAULT,
                    Duration.ofSeconds(3),
                    MAX_REQUESTS,
                    MAX_EVENTS,
                    Math.max(2L * Limits.BATCH_BODY_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
                    64L * 1024 * 1024,
                    "",
                    Map.of());
        }

        /** The settings in force, to be printed; of keys and Kafka settings no values, since they may be secret. */
        @Override
        public String toString() {
            return "host=" + host + " port=" + port + " bootstrap-servers=" + bootstrapServers + " limits=" + limits
                    + " built-in-keys=" + builtInKeys.size() + " deadlines=" + deadlines + " delivery-timeout="
                    + deliveryTimeout + " max-requests=" + maxRequests + " max-events=" + maxEvents + " max-body-bytes="
                    + maxBodyBytes
                    + " buffer-bytes=" + bufferBytes + " kafka=" + new TreeSet<>(kafka.keySet());
        }

        /** The same node with other rate limits and Kafka settings. */
        public Config with(RateLimits.Limits newLimits, Map<String, String> newKafka) {
            return changed(newLimits, builtInKeys, deadlines, maxRequests, maxEvents, rulesSuffix, newKafka);
        }

        /** The same node with time to drain when it stops. */
        public Config draining(Duration drain) {
            return changed(limits, builtInKeys, deadlines.draining(drain), maxRequests, maxEvents, rulesSuffix, kafka);
        }

        /** The same node with other bounds on what is under way. */
        public Config bounded(int newMaxRequests, int newMaxEvents) {
            return changed(limits, builtInKeys, deadlines, newMaxRequests, newMaxEvents, rulesSuffix, kafka);
        }

        /** The same node with the rules of a generation. */
        public Config ofGeneration(String suffix) {
            return changed(limits, builtInKeys, deadlines, maxRequests, maxEvents, suffix, kafka);
        }

        /** For development: no rate limits, and keys that are built in. */
        public Config forDevelopment(List<ApiKey> keys) {
            return changed(RateLimits.Limits.OFF, keys, deadlines, maxRequests, maxEvents, rulesSuffix, kafka);
        }

        private Config changed(
                RateLimits.Limits newLimits,
                List<ApiKey> newKeys,
                ApiServer.Deadlines newDeadlines,
                int newMaxRequests,
                int newMaxEvents,
                String newRulesSuffix,
                Map<String, String> newKafka) {
            return new Config(
                    host,
                    port,
                    bootstrapServers,
                    newLimits,
                    newKeys,
                    newDeadlines,
                    deliveryTimeout,
                    newMaxRequests,
                    newMaxEvents,
                    maxBodyBytes,
                    bufferBytes,
                    newRulesSuffix,
                    newKafka);
        }
    }

    /** Starts the node. */
    public IngestNode(
            Config config, EngineQueries queries, BooleanSupplier engineReady, PrometheusMeterRegistry registry) {
        LOG.info("front settings: {}", config);
        EventCatalogue catalogue = new EventCatalogue();
        OrderSensitivity order = new OrderSensitivity();
        KeyRing keys = new KeyRing(this::knowsAllKeys);
        config.builtInKeys().forEach(key -> keys.publish(key.sha256(), key));
        log = new KafkaEventLog(
                KafkaEventLog.producer(
                        config.bootstrapServers(), config.deliveryTimeout(), config.bufferBytes(), config.kafka()),
                threads);
        RuleVersions versions = new RuleVersions();
        Topic<String, RuleVersion> rulesTopic = Topics.RULES.withSuffix(config.rulesSuffix());
        rules = new CompactedTable<>(rulesTopic, config.bootstrapServers(), config.kafka(), threads, (key, rule) -> {
            catalogue.publish(rule);
            order.publish(rule);
            versions.publish(rule);
        });
        ruleDesk = new TopicRuleDesk(
                versions, new TableTopic<>(rulesTopic, config.bootstrapServers(), config.kafka()), Clock.systemUTC());
        apiKeys = new CompactedTable<>(
                Topics.API_KEYS, config.bootstrapServers(), config.kafka(), threads, keys::publish);
        Admission admission = new Admission(config.maxRequests(), config.maxEvents(), config.maxBodyBytes());
        for (Admission.Kind kind : Admission.Kind.values()) {
            Tags tags = Tags.of("kind", kind.name().toLowerCase(Locale.ROOT));
            registry.gauge("podium.http.requests.active", tags, admission, known -> known.requests(kind));
        }
        registry.gauge("podium.http.events.limit", admission, Admission::eventLimit);
        server = new ApiServer(
                config.host(),
                config.port(),
                new ApiServer.Parts(
                        log,
                        queries,
                        catalogue,
                        order,
                        versions,
                        ruleDesk,
                        keys,
                        new RateLimits(config.limits()),
                        admission,
                        new HttpMetrics(registry),
                        config.deadlines(),
                        () -> isReady() && engineReady.getAsBoolean(),
                        registry::scrape,
                        Clock.systemUTC()));
    }

    /** Whether events can be taken: Kafka is known, keys and catalogue are there and followed, and no thread has ended. */
    public boolean isReady() {
        return threads.isHealthy() && log.isReady() && rules.isCurrent() && apiKeys.isCurrent();
    }

    private boolean knowsAllKeys() {
        return apiKeys.isLoaded();
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Drains the requests under way, then lets go of Kafka. */
    @Override
    public void close() {
        server.close();
        ruleDesk.close();
        rules.close();
        apiKeys.close();
        log.close();
    }
}
