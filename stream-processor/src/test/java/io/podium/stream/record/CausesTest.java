package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void the_task_is_that_of_the_outermost_failure_that_names_one() {
        Throwable inner = new IllegalStateException("disk");
        StreamsException named = new StreamsException(inner, new TaskId(2, 3));
        Throwable failure = new StreamsException(new KafkaException(named));
        assertThat(Causes.task(failure)).contains(new TaskId(2, 3));
        assertThat(Causes.task(inner)).isEmpty();
        assertThat(Causes.root(failure)).isSameAs(inner);
        assertThat(Causes.root(inner)).isSameAs(inner);
    }

    @Test
    void causes_that_go_in_circles_come_to_an_end() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));
        assertThat(Causes.of(first)).hasSize(20);
    }
}
