package io.podium.standalone.setup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.http.Admission;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.HttpMetrics;
import io.podium.ingest.http.SharedPage;
import io.podium.ingest.live.LiveStreams;
import io.podium.ingest.live.StreamMetrics;
import io.podium.ingest.log.CompactedTable;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.ingest.rules.RuleVersions;
import io.podium.ingest.token.TokenKeys;
import io.podium.ingest.token.TokenRevocations;
import io.podium.ingest.token.Tokens;
import io.podium.operations.administration.TableTopic;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.node.NodeThreads;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.stream.mode.RunMode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One API node, wired: the log, the tables that it follows, and the server. */
public final class IngestNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestNode.class);
    /** A partition that somebody begins to follow waits for the fetch that is under way. */
    private static final int FETCH_WAIT_MS = 100;

    private static final int STREAM_TIMEOUT_MS = 5_000;

    private final NodeThreads threads = new NodeThreads();
    private final KafkaEventLog log;
    private final CompactedTable<RuleVersion> rules;
    private final CompactedTable<ApiKey> apiKeys;
    private final CompactedTable<TokenRevocation> revocations;
    private final TopicRuleAdministration ruleAdministration;
    private final TopicRevocationLog revocationLog;
    private final LiveStreams streams;
    private final ApiServer server;

    /**
     * What a node works with beside its configuration.
     *
     * @param mode whose rules and outcomes: the live run's or a generation's
     * @param builtInKeys accepted beside those of the {@code api-keys} topic, for development
     * @param tokenKeys that sign tokens of participants
     * @param explorer the page that explores the API
     * @param engineReady whether what answers the queries is ready
     */
    public record Parts(
            RunMode mode,
            List<ApiKey> builtInKeys,
            TokenKeys tokenKeys,
            Explorer explorer,
            EngineQueries queries,
            BooleanSupplier engineReady,
            PrometheusMeterRegistry registry) {}

    /** Starts the node. */
    public IngestNode(ApiNodeConfig config, Parts parts) {
        LOG.info("API node settings: {} rules={}", config, parts.mode().rules().name());
        String bootstrapServers = config.kafka().bootstrapServers();
        Map<String, String> kafka = config.kafka().settings();
        EventCatalogue catalogue = new EventCatalogue();
        OrderSensitivity order = new OrderSensitivity();
        KeyRing keys = new KeyRing(this::knowsAllKeys);
        parts.builtInKeys().forEach(key -> keys.publish(key.sha256(), key));
        log = new KafkaEventLog(
                KafkaEventLog.producer(
                        bootstrapServers,
                        config.writes().deliveryTimeout(),
                        config.writes().bufferBytes(),
                        kafka),
                threads);
        RuleVersions versions = new RuleVersions();
        rules = new CompactedTable<>(parts.mode().rules(), bootstrapServers, kafka, threads, (key, rule, offset) -> {
            catalogue.publish(rule);
            order.publish(rule);
            versions.publish(rule);
        });
        ruleAdministration = new TopicRuleAdministration(
                versions, new TableTopic<>(parts.mode().rules(), bootstrapServers, kafka), Clock.systemUTC());
        apiKeys = new CompactedTable<>(
                Topics.API_KEYS, bootstrapServers, kafka, threads, (hash, key, offset) -> keys.publish(hash, key));
        TokenRevocations revoked = new TokenRevocations(this::knowsAllRevocations, Clock.systemUTC());
        revocations = new CompactedTable<>(
                Topics.TOKEN_REVOCATIONS, bootstrapServers, kafka, threads, (key, revocation, offset) -> {
                    if (revocation != null) {
                        revoked.publish(revocation, offset);
                    }
                });
        revocationLog = new TopicRevocationLog(
                new TableTopic<>(Topics.TOKEN_REVOCATIONS, bootstrapServers, kafka), revoked, Clock.systemUTC());
        Admission admission =
                new Admission(config.bounds().maxRequests(), config.bounds().maxEvents(), config.maxBodyBytes());
        MeterRegistry registry = parts.registry();
        for (Admission.Kind kind : Admission.Kind.values()) {
            Tags tags = Tags.of("kind", kind.name().toLowerCase(Locale.ROOT));
            registry.gauge("podium.http.requests.active", tags, admission, known -> known.requests(kind));
        }
        registry.gauge("podium.http.events.limit", admission, Admission::eventLimit);
        streams = new LiveStreams(
                () -> committedOnly(bootstrapServers, kafka),
                parts.mode().suffix(),
                config.streams(),
                new StreamMetrics(registry),
                threads);
        server = new ApiServer(
                config.address().host(),
                config.address().port(),
                new ApiServer.Parts(
                        log,
                        parts.queries(),
                        catalogue,
                        order,
                        versions,
                        ruleAdministration,
                        keys,
                        new ApiServer.TokenParts(
                                parts.tokenKeys(),
                                new Tokens(parts.tokenKeys(), keys, revoked, Clock.systemUTC()),
                                revocationLog),
                        new RateLimits(config.rates()),
                        admission,
                        new HttpMetrics(registry),
                        config.deadlines(),
                        config.browsers().cors(),
                        streams,
                        config.documents().noDocs() ? Optional.empty() : Optional.of(parts.explorer()),
                        () -> isReady() && parts.engineReady().getAsBoolean(),
                        new SharedPage(parts.registry()::scrape),
                        Clock.systemUTC()));
    }

    /**
     * Whether events can be taken: Kafka is known, keys and catalogue are there and followed, and no thread has
     * ended.
     */
    public boolean isReady() {
        return threads.isHealthy()
                && log.isReady()
                && rules.isCurrent()
                && apiKeys.isCurrent()
                && revocations.isCurrent()
                && streams.isCurrent();
    }

    /** A consumer of no group, which is assigned to what is followed, and fails where its offset is no more. */
    private static Consumer<byte[], byte[]> committedOnly(String bootstrapServers, Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, STREAM_TIMEOUT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, STREAM_TIMEOUT_MS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private boolean knowsAllKeys() {
        return apiKeys.isLoaded();
    }

    private boolean knowsAllRevocations() {
        return revocations.isLoaded();
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Drains the requests under way, then lets go of Kafka. */
    @Override
    public void close() {
        server.close();
        streams.close();
        ruleAdministration.close();
        revocationLog.close();
        rules.close();
        apiKeys.close();
        revocations.close();
        log.close();
    }
}
