package io.podium.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.WindowStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilteredStoreTest {

    private static final TimeBuckets BUCKETS = new TimeBuckets(100_000, 50_000);
    private static final long START = 1_000_000_000;

    private WindowStore<String, Long> store;
    private int fetches;

    @BeforeEach
    void open(@TempDir Path directory) {
        var context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        context.setRecordMetadata("any", 0, 0);
        store = BUCKETS.store("keys", Serdes.Long()).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Random writes and look-ups, with restarts in between, beside a map that remembers everything. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void finds_what_a_plain_map_finds(long seed) {
        Random random = new Random(seed);
        Map<String, NavigableMap<Long, Long>> model = new HashMap<>();
        FilteredStore<Long> tested = new FilteredStore<>(BUCKETS, store);
        long now = START;
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(40);
            String key = "k" + random.nextInt(4_000);
            if (random.nextInt(4_000) == 0) {
                tested.close();
                tested = new FilteredStore<>(BUCKETS, store);
            }
            long oldest = now - BUCKETS.spanMs();
            Optional<Long> expected = Optional.ofNullable(
                            model.getOrDefault(key, new TreeMap<>()).lastEntry())
                    .map(Map.Entry::getValue)
                    .filter(at -> at > oldest);
            assertThat(tested.putIfAbsent(key, now, now, at -> at > oldest))
                    .as("step %d of seed %d", i, seed)
                    .isEqualTo(expected);
            if (expected.isPresent()) {
                found++;
            } else {
                model.computeIfAbsent(key, any -> new TreeMap<>()).put(now, now);
            }
        }
        tested.close();
        assertThat(found).as("look-ups that found something").isBetween(1_000, 19_000);
    }

    @Test
    void a_key_that_is_new_costs_no_look_up() {
        FilteredStore<Long> tested = new FilteredStore<>(BUCKETS, counted());
        assertThat(tested.isComplete()).as("there is nothing to read").isTrue();
        assertThat(tested.putIfAbsent("k", 1L, START, at -> true)).isEmpty();
        assertThat(tested.putIfAbsent("other", 2L, START, at -> true)).isEmpty();
        assertThat(fetches).isZero();
        assertThat(tested.putIfAbsent("k", 3L, START + BUCKETS.bucketMs(), at -> true))
                .contains(1L);
        assertThat(fetches).as("look-ups of a key that is in one bucket").isEqualTo(1);
    }

    @Test
    void after_a_restart_it_looks_every_key_up_until_it_knows_them_all() {
        for (int i = 0; i < 5_000; i++) {
            store.put("k" + i, (long) i, BUCKETS.startOf(START + i * 20L));
        }
        long now = START + 100_000;
        FilteredStore<Long> tested = new FilteredStore<>(BUCKETS, counted());
        tested.putIfAbsent("meanwhile", 1L, now, at -> true);
        Awaitility.await().until(tested::isComplete);
        fetches = 0;
        for (int i = 1; i < 5_000; i++) {
            assertThat(tested.putIfAbsent("k" + i, 0L, now, at -> true)).contains((long) i);
        }
        assertThat(tested.putIfAbsent("meanwhile", 0L, now, at -> true)).contains(1L);
        int present = fetches;
        for (int i = 0; i < 5_000; i++) {
            assertThat(tested.putIfAbsent("new" + i, 0L, now, at -> true)).isEmpty();
        }
        assertThat(fetches - present).as("look-ups of 5,000 absent keys").isLessThan(500);
        tested.close();
    }

    @Test
    void what_is_closed_while_it_is_read_or_before_is_not_complete_and_harms_nobody() {
        for (int i = 0; i < 50_000; i++) {
            store.put("k" + i, (long) i, BUCKETS.startOf(START));
        }
        List<FilteredStore<Long>> closed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            FilteredStore<Long> one = new FilteredStore<>(BUCKETS, store);
            one.close();
            closed.add(one);
        }
        FilteredStore<Long> last = new FilteredStore<>(BUCKETS, store);
        Awaitility.await().until(last::isComplete);
        assertThat(closed).noneMatch(FilteredStore::isComplete);
        last.close();
    }

    /** The store, with its point reads counted. */
    @SuppressWarnings("unchecked")
    private WindowStore<String, Long> counted() {
        return (WindowStore<String, Long>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WindowStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("fetch") && arguments.length == 2) {
                        fetches++;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
