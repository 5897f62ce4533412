package io.podium.schemas.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NodeThreadsTest {

    private final NodeThreads threads = new NodeThreads();

    @Test
    void a_thread_that_ends_as_it_should_leaves_its_node_healthy() throws InterruptedException {
        Thread thread = threads.start("reader", () -> {});
        thread.join();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(threads.isHealthy()).isTrue();
    }

    @Test
    void one_that_ends_by_an_error_makes_it_unhealthy_and_is_named() throws InterruptedException {
        Thread thread = threads.start("reader", () -> {
            throw new StackOverflowError("deep");
        });
        thread.join();
        assertThat(threads.isHealthy()).isFalse();
        assertThat(threads.failure())
                .hasValueSatisfying(text -> assertThat(text).contains("reader", "StackOverflowError", "deep"));
    }

    @Test
    void the_first_failure_is_remembered_and_still_thrown() {
        for (String message : new String[] {"first", "second"}) {
            Runnable task = threads.guarded("timer", () -> {
                throw new IllegalStateException(message);
            });
            assertThatThrownBy(task::run).hasMessage(message);
        }
        assertThat(threads.failure().orElseThrow()).contains("first");
    }
}
