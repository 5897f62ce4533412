package io.podium.standalone.setup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeyRing;
import io.podium.ingest.access.RateLimits;
import io.podium.ingest.catalogue.EventCatalogue;
import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.http.Admission;
import io.podium.ingest.http.ApiServer;
import io.podium.ingest.http.HttpMetrics;
import io.podium.ingest.http.SharedPage;
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
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One API node, wired: the log, the tables that it follows, and the server. */
public final class IngestNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestNode.class);

    private final NodeThreads threads = new NodeThreads();
    private final KafkaEventLog log;
    private final CompactedTable<RuleVersion> rules;
    private final CompactedTable<ApiKey> apiKeys;
    private final CompactedTable<TokenRevocation> revocations;
    private final TopicRuleAdministration ruleAdministration;
    private final TopicRevocationLog revocationLog;
    private final ApiServer server;

    /**
     * What a node works with beside its configuration.
     *
     * @param rules the topic that the rules are in: the live run's or a generation's
     * @param builtInKeys accepted beside those of the {@code api-keys} topic, for development
     * @param tokenKeys that sign tokens of participants
     * @param engineReady whether what answers the queries is ready
     */
    public record Parts(
            Topic<String, RuleVersion> rules,
            List<ApiKey> builtInKeys,
            TokenKeys tokenKeys,
            EngineQueries queries,
            BooleanSupplier engineReady,
            PrometheusMeterRegistry registry) {}

    /** Starts the node. */
    public IngestNode(ApiNodeConfig config, Parts parts) {
        LOG.info("API node settings: {} rules={}", config, parts.rules().name());
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
        rules = new CompactedTable<>(parts.rules(), bootstrapServers, kafka, threads, (key, rule, offset) -> {
            catalogue.publish(rule);
            order.publish(rule);
            versions.publish(rule);
        });
        ruleAdministration = new TopicRuleAdministration(
                versions, new TableTopic<>(parts.rules(), bootstrapServers, kafka), Clock.systemUTC());
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
                && revocations.isCurrent();
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
        ruleAdministration.close();
        revocationLog.close();
        rules.close();
        apiKeys.close();
        revocations.close();
        log.close();
    }
}
