package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingResultsTest {

    private final PendingResults<String> awaited = new PendingResults<>(Runnable::run);

    @Test
    void everybody_who_waits_for_a_key_is_reported_once() {
        CompletableFuture<String> one = awaited.await("k");
        CompletableFuture<String> two = awaited.await("k");
        CompletableFuture<String> other = awaited.await("other");
        awaited.announce("k", "first");
        awaited.announce("k", "second");
        assertThat(one).isCompletedWithValue("first");
        assertThat(two).isCompletedWithValue("first");
        assertThat(other).isNotDone();
    }

    @Test
    void who_gave_up_is_forgotten_and_keeps_nobody_else_out() {
        CompletableFuture<String> gaveUp = awaited.await("k");
        CompletableFuture<String> waits = awaited.await("k");
        gaveUp.cancel(false);
        awaited.announce("k", "v");
        assertThat(waits).isCompletedWithValue("v");
        assertThat(gaveUp).isCancelled();
    }
}
