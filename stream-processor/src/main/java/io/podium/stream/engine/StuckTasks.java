package io.podium.stream.engine;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides which tasks are stuck: those whose thread died twice or more while they were at the same place. Only what the
 * group has committed, by whichever node, is progress; neither a new thread nor time is. A task that had records under
 * way when its thread died got past them when all of them are committed, since it will be given each of them again. One
 * that had none (its stores could not be restored, say) got further when anything that it reads is committed.
 */
final class StuckTasks {

    /** So many deaths at one place are no accident. */
    static final int DEATHS = 2;

    private final Map<String, Place> places = new TreeMap<>();

    /**
     * A task of a thread that died.
     *
     * @param inputs all partitions that the task reads
     * @param given of partitions that it reads, the offset of the last record that it was given, committed or not
     */
    record Suspect(String task, Set<TopicPartition> inputs, Map<TopicPartition, Long> given) {}

    /**
     * The death of a stream thread.
     *
     * @param suspects the task that failed; where nobody knows which one did, all that the thread had
     */
    record Death(List<Suspect> suspects, String cause) {}

    /**
     * Where a task was when its thread died last.
     *
     * @param deaths how often it has died without getting past such a place, from 1
     * @param underWay of each partition of which a record was under way, the last one's offset
     * @param committed where the task's partitions stood
     * @param cause of the last death
     */
    record Place(
            String task,
            int deaths,
            Set<TopicPartition> inputs,
            Map<TopicPartition, Long> underWay,
            Map<TopicPartition, Long> committed,
            String cause) {

        boolean isStuck() {
            return deaths >= DEATHS;
        }

        private boolean isPassed(Map<TopicPartition, Long> now) {
            return underWay.isEmpty()
                    ? inputs.stream().anyMatch(input -> next(input, now) > next(input, committed))
                    : underWay.entrySet().stream().allMatch(last -> next(last.getKey(), now) > last.getValue());
        }

        /** What was under way, for the log: by partition, from the first to the last record. */
        @Override
        public String toString() {
            return underWay.isEmpty()
                    ? "no record"
                    : underWay.entrySet().stream()
                            .map(last -> offsets(last.getKey(), last.getValue()))
                            .sorted()
                            .collect(joining(", "));
        }

        private String offsets(TopicPartition partition, long last) {
            long first = Math.max(0, next(partition, committed));
            return partition + (first == last ? " offset " + last : " offsets " + first + " to " + last);
        }
    }

    /** What has changed: tasks that are stuck from now on, and tasks that no longer are. */
    record Changes(List<Place> stuck, List<Place> free) {}

    /**
     * Takes in what happened since the last call.
     *
     * @param committed of each partition that the group has committed, the offset of the next record to read
     */
    Changes observe(Map<TopicPartition, Long> committed, List<Death> deaths) {
        List<Place> passed = places.values().stream()
                .filter(place -> place.isPassed(committed))
                .toList();
        passed.forEach(place -> places.remove(place.task()));
        List<Place> stuck = new ArrayList<>();
        for (Death death : deaths) {
            for (Suspect suspect : atFault(death, committed)) {
                Place before = places.get(suspect.task());
                int count = before == null ? 1 : before.deaths() + 1;
                Place place = new Place(
                        suspect.task(),
                        count,
                        suspect.inputs(),
                        underWay(suspect, committed),
                        committed,
                        death.cause());
                places.put(place.task(), place);
                if (count == DEATHS) {
                    stuck.add(place);
                }
            }
        }
        return new Changes(stuck, passed.stream().filter(Place::isStuck).toList());
    }

    /** Of tasks that may be at fault, those that were at work. */
    private static List<Suspect> atFault(Death death, Map<TopicPartition, Long> committed) {
        List<Suspect> atWork = death.suspects().stream()
                .filter(suspect -> !underWay(suspect, committed).isEmpty())
                .toList();
        return atWork.isEmpty() ? death.suspects() : atWork;
    }

    private static Map<TopicPartition, Long> underWay(Suspect suspect, Map<TopicPartition, Long> committed) {
        return suspect.given().entrySet().stream()
                .filter(last -> last.getValue() >= next(last.getKey(), committed))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long next(TopicPartition input, Map<TopicPartition, Long> committed) {
        return committed.getOrDefault(input, -1L);
    }

    /** Whether a thread has died and its tasks have not got further since. */
    boolean isWatching() {
        return !places.isEmpty();
    }

    /** How many are stuck. */
    int count() {
        return (int) places.values().stream().filter(Place::isStuck).count();
    }
}
