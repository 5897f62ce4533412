package io.podium.operations.administration;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.query.RawLog;
import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topic.Partitioning;
import io.podium.schemas.topic.Topics;
import io.podium.stream.topology.StoreNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Creates Podium's topics, and compares those that exist with what Podium needs. Never changes an existing topic. */
public final class TopicSetup {

    /** With fewer replicas a topic can't lose one and still take writes that survive. */
    private static final int SAFE_REPLICAS = 3;

    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final Set<GroupState> WITHOUT_MEMBERS = EnumSet.of(GroupState.EMPTY, GroupState.DEAD);
    private static final Duration PROPAGATION = Duration.ofSeconds(10);

    private static final String FLUSH = "flush.messages";

    /** Of the data topics, where nobody asks for another number. */
    private static final int PARTITIONS = 12;

    private final Admin admin;

    public TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * What there should be.
     *
     * @param partitions of the data topics; null for as many as there are, or {@link #PARTITIONS} of new ones
     * @param replication factor of new topics; -1 for the cluster's default
     * @param flushed whether a broker writes an event to its disk before it acknowledges it
     */
    public record Wanted(@Nullable Integer partitions, int replication, boolean flushed) {}

    /**
     * Creates the topics that are missing.
     *
     * @param partitions of the data topics that are created
     * @param replication factor; -1 for the cluster's default
     * @return what is wrong with topics that existed before; empty when all is well
     */
    public List<String> apply(int partitions, int replication) {
        return apply(partitions, replication, false);
    }

    /** The same, with events flushed before they are acknowledged where that is wanted. */
    public List<String> apply(int partitions, int replication, boolean flushed) {
        Map<String, TopicDescription> existing = describe();
        return apply(existing, new Wanted(count(existing).orElse(partitions), replication, flushed));
    }

    /**
     * Creates the topics that are missing, and has events flushed where that is wanted.
     *
     * @return what is wrong with topics that existed before, or otherwise than wanted; empty when all is well
     */
    public List<String> apply(Wanted wanted) {
        return apply(describe(), wanted);
    }

    private List<String> apply(Map<String, TopicDescription> existing, Wanted wanted) {
        int asked = wanted.partitions() == null ? PARTITIONS : wanted.partitions();
        int count = count(existing).orElse(asked);
        List<NewTopic> missing = Topics.all().stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .map(topic -> newTopic(topic, count, wanted.replication()))
                .toList();
        AdminFutures.get(admin.createTopics(missing).all());
        List<String> problems = new ArrayList<>(lastingProblems());
        if (wanted.flushed() && problems.isEmpty()) {
            flush();
        }
        if (wanted.partitions() != null && count != wanted.partitions()) {
            problems.add("expected --partitions " + wanted.partitions() + ", but " + Topics.RAW_EVENTS.name() + " has "
                    + count + ": the number decides where each key lies, so it stays as it is; leave --partitions out, "
                    + "or create the topics in another cluster and bring the history there (podium backfill)");
        }
        return problems;
    }

    private static Optional<Integer> count(Map<String, TopicDescription> existing) {
        return Optional.ofNullable(existing.get(Topics.RAW_EVENTS.name()))
                .map(topic -> topic.partitions().size());
    }

    private void flush() {
        for (RawLog log : RawLog.values()) {
            flush(new ConfigResource(ConfigResource.Type.TOPIC, log.topic().name()));
        }
    }

    private void flush(ConfigResource events) {
        AlterConfigOp each = new AlterConfigOp(new ConfigEntry(FLUSH, "1"), AlterConfigOp.OpType.SET);
        AdminFutures.settled(() ->
                admin.incrementalAlterConfigs(Map.of(events, List.of(each))).all());
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (!"1".equals(found(requireNonNull(configs(List.of(events.name())).get(events.name())), FLUSH))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected " + FLUSH + "=1 of " + events.name() + ", but it is not set");
            }
            pause();
        }
    }

    /**
     * What is missing or wrong, and stays so for a while: brokers learn of new topics one after the other, and which
     * one is asked is chance.
     */
    public List<String> lastingProblems() {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        List<String> problems = problems();
        while (!problems.isEmpty() && System.nanoTime() < deadline) {
            pause();
            problems = problems();
        }
        return problems;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    /** Creates the topics that a replay writes, like those of the live run; those that exist are left alone. */
    public void applyReplay(String suffix) {
        createLikeLive(Topics.written(), suffix);
    }

    /** Creates the topics of a generation: those that it writes, and that of its rules. */
    public void applyGeneration(String suffix) {
        List<Topic<?, ?>> own = new ArrayList<>(Topics.written());
        own.add(Topics.RULES);
        createLikeLive(own, suffix);
    }

    private void createLikeLive(List<Topic<?, ?>> topics, String suffix) {
        Map<String, TopicDescription> live = describe();
        Set<String> existing = AdminFutures.get(admin.listTopics().names());
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name() + suffix))
                .map(topic -> {
                    TopicDescription like = requireNonNull(live.get(topic.name()));
                    short replication =
                            (short) like.partitions().get(0).replicas().size();
                    return new NewTopic(topic.name() + suffix, like.partitions().size(), replication)
                            .configs(topic.settings());
                })
                .toList();
        AdminFutures.get(admin.createTopics(missing).all());
    }

    /**
     * Deletes the topics that a replay or a generation wrote, its changelogs and its consumer group.
     *
     * @return the names of the topics
     */
    public List<String> deleteReplay(String applicationId, String suffix) {
        Set<String> written =
                Topics.written().stream().map(topic -> topic.name() + suffix).collect(Collectors.toSet());
        written.add(Topics.RULES.name() + suffix);
        // By their whole names: another application's id may begin with this one.
        StoreNames.CHANGELOGGED.forEach(store -> written.add(applicationId + "-" + store + "-changelog"));
        List<String> left = AdminFutures.get(admin.listTopics().names()).stream()
                .filter(written::contains)
                .sorted()
                .toList();
        AdminFutures.get(admin.deleteTopics(left).all());
        admin.deleteConsumerGroups(List.of(applicationId)).all().whenComplete((done, failure) -> {
            // A group that never was needs no deleting.
        });
        return left;
    }

    /** What is missing, or wrong with the topics as they are; empty when all is well. */
    public List<String> problems() {
        Map<String, TopicDescription> existing = describe();
        Map<String, Config> configs = configs(existing.keySet());
        int expected = Optional.ofNullable(existing.get(Topics.RAW_EVENTS.name()))
                .map(topic -> topic.partitions().size())
                .orElse(0);
        List<String> problems = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Topic<?, ?> topic : Topics.all()) {
            TopicDescription actual = existing.get(topic.name());
            if (actual != null) {
                check(topic, actual, requireNonNull(configs.get(topic.name())), expected, problems);
            } else {
                missing.add(topic.name());
            }
        }
        if (!missing.isEmpty()) {
            problems.add("expected topics " + String.join(", ", missing)
                    + ", but they do not exist; podium topics apply makes them");
        }
        return problems;
    }

    /** Whether processors of an application are running. */
    public boolean isRunning(String applicationId) {
        return AdminFutures.get(admin.listGroups().all()).stream()
                .anyMatch(group -> group.groupId().equals(applicationId)
                        && !group.groupState().filter(WITHOUT_MEMBERS::contains).isPresent());
    }

    /** How many partitions the data topics have. */
    public int partitions() {
        return requireNonNull(describe().get(Topics.RAW_EVENTS.name()))
                .partitions()
                .size();
    }

    static void check(
            Topic<?, ?> topic, TopicDescription actual, Config config, int dataPartitions, List<String> problems) {
        int partitions = topic.partitioning() == Partitioning.SINGLE ? 1 : dataPartitions;
        if (actual.partitions().size() != partitions) {
            problems.add("expected " + partitions + " partition(s) of " + topic.name() + ", but "
                    + actual.partitions().size());
        }
        topic.settings().forEach((name, value) -> {
            String found = found(config, name);
            if (!value.equals(found)) {
                problems.add("expected " + name + "=" + value + " of " + topic.name() + ", but " + found);
            }
        });
        int replicas = actual.partitions().get(0).replicas().size();
        if (replicas >= SAFE_REPLICAS && "1".equals(found(config, MIN_IN_SYNC))) {
            problems.add("expected " + MIN_IN_SYNC + " of at least 2 of " + topic.name() + ", which has " + replicas
                    + " replicas, but 1: what is acknowledged could be lost with one broker");
        }
    }

    private static String found(Config config, String name) {
        return config.get(name) == null ? "nothing" : config.get(name).value();
    }

    private static NewTopic newTopic(Topic<?, ?> topic, int partitions, int replication) {
        int count = topic.partitioning() == Partitioning.SINGLE ? 1 : partitions;
        Optional<Short> factor = replication < 0 ? Optional.empty() : Optional.of((short) replication);
        Map<String, String> settings = new HashMap<>(topic.settings());
        if (replication >= SAFE_REPLICAS) {
            settings.put(MIN_IN_SYNC, Integer.toString(replication / 2 + 1));
        }
        return new NewTopic(topic.name(), Optional.of(count), factor).configs(settings);
    }

    private Map<String, TopicDescription> describe() {
        List<String> names = Topics.all().stream().map(Topic::name).toList();
        List<String> existing = AdminFutures.get(admin.listTopics().names()).stream()
                .filter(names::contains)
                .toList();
        return AdminFutures.settled(() -> admin.describeTopics(existing).allTopicNames());
    }

    private Map<String, Config> configs(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return AdminFutures.settled(() -> admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }
}
