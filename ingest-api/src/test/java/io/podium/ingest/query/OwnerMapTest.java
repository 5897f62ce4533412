package io.podium.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.schemas.query.PartitionOwners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OwnerMapTest {

    private static final PartitionOwners OWNERS =
            new PartitionOwners(List.of("a:1"), List.of("a:1"), List.of("a:1"), List.of());

    private final List<String> asked = new ArrayList<>();
    private final Map<String, CompletableFuture<PartitionOwners>> answers = new HashMap<>();
    private final OwnerMap map = new OwnerMap(List.of("a:1", "b:1"), node -> {
        asked.add(node);
        return answers.get(node);
    });

    @Test
    void the_map_is_fetched_once_for_all_who_ask_meanwhile() {
        answers.put("a:1", new CompletableFuture<>());
        CompletableFuture<PartitionOwners> one = map.current();
        CompletableFuture<PartitionOwners> two = map.current();
        answers.get("a:1").complete(OWNERS);
        assertThat(one.join()).isEqualTo(OWNERS);
        assertThat(two.join()).isEqualTo(OWNERS);
        assertThat(asked).containsExactly("a:1");
    }

    @Test
    void the_next_node_is_asked_when_one_does_not_answer() {
        answers.put("a:1", CompletableFuture.failedFuture(new IllegalStateException("down")));
        answers.put("b:1", CompletableFuture.completedFuture(OWNERS));
        assertThat(map.current().join()).isEqualTo(OWNERS);
        assertThat(asked).containsExactly("a:1", "b:1");
    }

    @Test
    void after_it_proved_wrong_or_failed_it_is_fetched_again() {
        answers.put("a:1", CompletableFuture.failedFuture(new IllegalStateException("down")));
        answers.put("b:1", CompletableFuture.failedFuture(new IllegalStateException("down")));
        assertThat(map.current()).isCompletedExceptionally();
        answers.put("a:1", CompletableFuture.completedFuture(OWNERS));
        assertThat(map.current().join()).isEqualTo(OWNERS);
        map.outdated();
        map.current().join();
        assertThat(asked).containsExactly("a:1", "b:1", "a:1", "a:1");
    }

    @Test
    void without_any_node_there_is_nobody_to_ask() {
        assertThatThrownBy(() -> new OwnerMap(List.of(), node -> null)).hasMessageContaining("at least one");
    }

    @Test
    void a_node_that_knows_of_no_owner_does_not_hide_one_that_does() {
        PartitionOwners nobody = new PartitionOwners(List.of(""), List.of(""), List.of(""), List.of());
        PartitionOwners some = new PartitionOwners(List.of("a:1"), List.of(""), List.of(""), List.of());
        assertThat(reported(nobody, OWNERS)).isEqualTo(OWNERS);
        assertThat(reported(nobody, some)).isEqualTo(some);
        assertThat(reported(some, nobody)).as("whoever knows most").isEqualTo(some);
        assertThat(reported(nobody, null)).as("the other node is down").isEqualTo(nobody);
        assertThat(reported(null, some)).isEqualTo(some);
    }

    private static PartitionOwners reported(PartitionOwners first, PartitionOwners second) {
        return new OwnerMap(List.of("first:1", "second:1"), node -> {
                    PartitionOwners reported = node.startsWith("first") ? first : second;
                    return reported == null
                            ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                            : CompletableFuture.completedFuture(reported);
                })
                .current()
                .join();
    }
}
