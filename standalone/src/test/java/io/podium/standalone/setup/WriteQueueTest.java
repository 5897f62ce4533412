package io.podium.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteQueueTest {

    @Test
    void writes_are_done_in_order_and_no_more_wait_than_the_bound() throws InterruptedException {
        try (WriteQueue queue = new WriteQueue("test-writes")) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            List<Integer> done = new ArrayList<>();
            CompletableFuture<Integer> first = queue.write(
                    () -> {
                        begun.countDown();
                        wait(goOn);
                        done.add(0);
                        return 0;
                    },
                    -1);
            begun.await();
            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 1; i <= WriteQueue.MAX_WAITING; i++) {
                int number = i;
                waiting.add(queue.write(
                        () -> {
                            done.add(number);
                            return number;
                        },
                        -1));
            }
            assertThat(queue.write(() -> 7, -1)).as("one too many").isCompletedWithValue(-1);
            assertThat(first).isNotDone();
            goOn.countDown();
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
            assertThat(done)
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, WriteQueue.MAX_WAITING)
                            .boxed()
                            .toList());
            assertThat(queue.write(() -> 7, -1).join()).isEqualTo(7);
        }
    }

    @Test
    void a_write_that_fails_fails_alone() {
        try (WriteQueue queue = new WriteQueue("test-writes")) {
            CompletableFuture<Integer> failed = queue.write(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    -1);
            assertThat(queue.write(() -> 1, -1).join()).isEqualTo(1);
            assertThat(failed).isCompletedExceptionally();
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
