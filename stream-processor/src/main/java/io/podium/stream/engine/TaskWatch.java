package io.podium.stream.engine;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.podium.schemas.node.NodeThreads;
import io.podium.stream.engine.StuckTasks.Changes;
import io.podium.stream.engine.StuckTasks.Death;
import io.podium.stream.engine.StuckTasks.Suspect;
import io.podium.stream.record.Causes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches tasks whose thread died until they got further, by what the group has committed, and reports those that are
 * stuck: in the log, and in the gauge {@code podium.tasks.stuck}. Asks Kafka only while there is something to watch.
 */
final class TaskWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);
    private static final String THREAD = "podium-tasks";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Deaths that wait for an answer of Kafka; if there are more, enough is known to be wrong. */
    private static final int MOST_WAITING = 1_000;

    private final String group;
    private final TaskInputs inputs;
    private final Admin admin;
    private final ScheduledExecutorService clock;
    private final Runnable look;
    private final Queue<Death> deaths = new ArrayBlockingQueue<>(MOST_WAITING);
    /** Touched by the clock alone. */
    private final StuckTasks tasks = new StuckTasks();

    private volatile int stuck;

    TaskWatch(EngineConfig config, TaskInputs inputs, MeterRegistry registry, NodeThreads threads) {
        this.group = config.applicationId();
        this.inputs = inputs;
        Map<String, Object> settings = new HashMap<>(config.kafka().settings());
        settings.put("bootstrap.servers", config.kafka().bootstrapServers());
        settings.put("client.id", THREAD);
        admin = Admin.create(settings);
        registry.gauge("podium.tasks.stuck", this, watch -> watch.stuck);
        clock = threads.scheduler(THREAD);
        look = threads.guarded(THREAD, this::look);
        clock.scheduleWithFixedDelay(look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether some task is stuck. */
    boolean isAnyStuck() {
        return stuck > 0;
    }

    /**
     * A stream thread died; returns at once.
     *
     * @param given the tasks of the thread, and of partitions that they read the offset of the last record given
     */
    void died(Throwable failure, Map<TaskId, Map<TopicPartition, Long>> given) {
        List<Suspect> suspects = inputs.suspects(Causes.task(failure), given);
        if (!deaths.offer(new Death(suspects, Causes.root(failure).toString()))) {
            LOG.debug("expected an answer of Kafka after {} deaths", MOST_WAITING);
        }
        try {
            clock.execute(look);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void look() {
        if (deaths.isEmpty() && !tasks.isWatching()) {
            return;
        }
        try {
            List<Death> before = List.copyOf(deaths); // offsets say nothing of who dies while they are asked for
            report(tasks.observe(committed(), before));
            before.forEach(death -> deaths.remove());
            stuck = tasks.count();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no answer about the offsets of {}", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, TimeoutException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .entrySet()
                .stream()
                .filter(partition -> partition.getValue() != null)
                .collect(toMap(
                        Map.Entry::getKey, partition -> partition.getValue().offset()));
    }

    private static void report(Changes changes) {
        changes.stuck()
                .forEach(place -> LOG.error(
                        "task {} is stuck, and this node therefore not ready: its thread died {} times with {} under"
                                + " way and it got no further, at last by {}; see Stuck tasks in docs/operate.md",
                        place.task(),
                        place.deaths(),
                        place,
                        place.cause()));
        changes.free()
                .forEach(place -> LOG.info(
                        "task {} got further after {} deaths and is no longer stuck", place.task(), place.deaths()));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
