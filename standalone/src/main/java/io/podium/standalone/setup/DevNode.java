package io.podium.standalone.setup;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.podium.ingest.access.KeySecret;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.token.TokenKeys;
import io.podium.operations.administration.ApplicationClaims;
import io.podium.operations.administration.RulePublisher;
import io.podium.operations.administration.RulePublisher.Plan;
import io.podium.operations.administration.TableTopic;
import io.podium.operations.administration.TopicSetup;
import io.podium.rules.authoring.RuleFiles.Definition;
import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.ApiKey.Scope;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.topic.Topics;
import io.podium.standalone.broker.EmbeddedBroker;
import io.podium.stream.engine.Engine;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole system in one JVM on loopback: broker, processor and HTTP API, with the topics created and a set of
 * rules loaded. What {@code podium dev} runs and integration tests test.
 */
public final class DevNode implements AutoCloseable {

    /** The tenant of development. */
    public static final String TENANT = "tenant_brand_xyz";
    /** The admin key of development; no other mode accepts it. */
    public static final String ADMIN_KEY = "bq_test_admin_podium_dev_key_0001";
    /** A key of development that may only read. */
    public static final String PART_KEY = "bq_test_part_podium_dev_key_0001";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String APPLICATION_ID = "podium-dev";
    /** More than one, so that development meets what partitions mean; each costs nine stores at the start. */
    public static final int PARTITIONS = 2;

    private final EmbeddedBroker broker;
    private final Engine engine;
    private final IngestNode api;
    private final boolean keptRules;

    /**
     * Starts everything, in the order of the flow; returns when started, see {@link #isReady()}.
     *
     * @param data where events and state are kept
     * @param rules the tenant's rules, where it has none yet; where it has, only those of {@code --rules} are
     *     published, and nothing is ever retired: that takes {@code rules apply --prune}
     */
    public DevNode(DevConfig config, Path data, List<Definition> rules) {
        PrometheusMeterRegistry registry = Metrics.registry();
        broker = EmbeddedBroker.start(data.resolve("kafka"), config.kafkaPort());
        try {
            String bootstrap = broker.bootstrapServers();
            int partitions = createTopics(bootstrap, config.flush());
            CompletableFuture<Void> claimed = CompletableFuture.runAsync(() -> claimTopics(bootstrap));
            boolean own = config.rules().isPresent();
            CompletableFuture<Boolean> published =
                    CompletableFuture.supplyAsync(() -> publishRules(bootstrap, rules, own));
            engine = new Engine(engine(bootstrap, data), partitions, registry);
            claimed.join();
            keptRules = published.join(); // before the first event is judged
            engine.start();
            api = new IngestNode(
                    ApiNodeConfig.forDevelopment(bootstrap, config.port()),
                    new IngestNode.Parts(
                            new RunMode.Live(),
                            List.of(key(ADMIN_KEY, Scope.ADMIN), key(PART_KEY, Scope.PART)),
                            TokenKeys.generated(),
                            new Explorer(Optional.of(new Explorer.Access(TENANT, ADMIN_KEY))),
                            engine.queries(),
                            engine::isRunning,
                            registry));
        } catch (RuntimeException | Error e) {
            broker.close(); // who asked for a stop meanwhile finds nobody writing any more
            throw e;
        }
    }

    private static void claimTopics(String bootstrap) {
        new ApplicationClaims(bootstrap, Map.of(), Clock.systemUTC())
                .claim(new RunMode.Live(), APPLICATION_ID)
                .ifPresent(taken -> {
                    throw new IllegalStateException(taken);
                });
    }

    private static int createTopics(String bootstrap, boolean flushed) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            TopicSetup topics = new TopicSetup(admin);
            List<String> problems = topics.apply(PARTITIONS, 1, flushed);
            if (!problems.isEmpty()) {
                throw new IllegalStateException(String.join("; ", problems));
            }
            return topics.partitions();
        }
    }

    private static EngineConfig engine(String bootstrap, Path data) {
        EngineConfig alone = EngineConfig.alone(APPLICATION_ID, bootstrap, data.resolve("state"), LOOPBACK + ":0");
        return alone.with(alone.group().withInstanceId("dev"));
    }

    private static ApiKey key(String secret, Scope scope) {
        return new ApiKey(new KeySecret(secret).sha256(), TENANT, scope, "development", 0L, Instant.EPOCH, null);
    }

    /** Whether the tenant has rules that these files do not have, or had rules before where they are samples. */
    private static boolean publishRules(String bootstrap, List<Definition> rules, boolean own) {
        TableTopic<RuleVersion> table = new TableTopic<>(Topics.RULES, bootstrap, Map.of());
        List<RuleVersion> live = RulePublisher.of(TENANT, table.read().values());
        // The first rules are in force from the beginning; later ones never for what was judged before.
        Instant from = live.isEmpty() ? Instant.EPOCH : RulePublisher.effectiveFrom(null, Instant.now());
        if (!live.isEmpty() && !own) {
            return true;
        }
        Plan plan = RulePublisher.plan(TENANT, live, rules, from);
        table.write(plan.withoutRetirements().records());
        return plan.changes().stream().anyMatch(change -> change.step() == RulePublisher.Step.RETIRE);
    }

    /** Whether rules of an earlier run stay that this one was not given. */
    public boolean keptRules() {
        return keptRules;
    }

    /** Completed with a directory when files of its stores prove damaged. */
    public CompletableFuture<Path> corrupted() {
        return engine.corrupted();
    }

    /** Whether an event can be taken and will be processed. */
    public boolean isReady() {
        return api.isReady() && engine.isRunning();
    }

    /** The HTTP port. */
    public int port() {
        return api.port();
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The engine, for tests. */
    public Engine engine() {
        return engine;
    }

    /** Stops in the order of the flow: the API node drains, then the processor closes, then the broker. */
    @Override
    public void close() {
        api.close();
        engine.close();
        broker.close();
    }
}
