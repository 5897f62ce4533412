package io.podium.stream.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import io.podium.stream.driver.EventDriver;
import io.podium.stream.driver.Raw;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class SkippedRecordsTest {

    private final SkippedRecords records = new SkippedRecords();

    @Test
    void a_record_whose_output_can_not_be_written_is_skipped_at_its_third_death_and_not_before() {
        for (int death = 1; death <= 2; death++) {
            records.blame("accepted-events", 3, 7);
            assertThat(records.died(new StreamsException("x"))).isEmpty();
        }
        records.blame("accepted-events", 3, 8);
        assertThat(records.died(new StreamsException("x"))).as("another record").isEmpty();
        records.blame("accepted-events", 3, 7);
        assertThat(records.died(new StreamsException("at last")))
                .contains(new SkippedRecord("accepted-events", 3, 7, 3, new StreamsException("at last").toString()));
    }

    @Test
    void who_died_between_records_or_by_a_fault_of_kafka_blames_nobody() {
        for (int death = 0; death < 10; death++) {
            assertThat(records.died(new StackOverflowError())).isEmpty();
            assertThat(records.died(new KafkaException(new RecordTooLargeException())))
                    .isEmpty();
        }
    }

    @Test
    void a_thread_that_dies_knows_the_last_record_of_each_partition_that_its_tasks_were_given() {
        try (EventDriver driver = new EventDriver()) {
            SkippedRecords skipped = driver.parts().skipped();
            driver.send(Raw.event("quiz").key("a").at(1))
                    .send(Raw.event("quiz").key("b").at(2))
                    .send(Raw.event("quiz").key("a").at(3));
            assertThat(skipped.given().values())
                    .singleElement()
                    .isEqualTo(Map.of(
                            new TopicPartition("raw-events", 0), 2L, new TopicPartition("accepted-events", 0), 1L));
            skipped.died(new StreamsException("x"));
            assertThat(skipped.given()).as("of the next thread").isEmpty();
        }
    }

    @Test
    void a_task_that_was_closed_is_no_longer_its_threads() {
        EventDriver driver = new EventDriver();
        driver.send(Raw.event("quiz").key("a").at(1));
        driver.close();
        assertThat(driver.parts().skipped().given()).isEmpty();
    }

    @Test
    void what_is_in_the_topic_is_passed_over_to_the_dead_letters_and_comes_back_when_it_is_taken_out() {
        try (EventDriver driver = new EventDriver()) {
            SkippedRecord skipped = new SkippedRecord("raw-events", 0, 1, 3, "java.lang.StackOverflowError");
            driver.table(Topics.SKIPPED_RECORDS, skipped.recordKey(), Json.write(skipped));
            driver.send(Raw.event("quiz").key("a").at(1))
                    .send(Raw.event("quiz").key("b").at(2))
                    .send(Raw.event("quiz").key("c").at(3));
            assertThat(driver.read(Topics.ACCEPTED_EVENTS))
                    .extracting(AcceptedEvent::idempotencyKey)
                    .containsExactly("a", "c");
            assertThat(driver.records(Topics.RAW_EVENTS_DLQ)).singleElement().satisfies(letter -> {
                assertThat(EventDriver.reasons(letter).get(0).get("code").asText())
                        .isEqualTo("skipped");
                assertThat(EventDriver.reasons(letter).get(0).get("message").asText())
                        .contains("3 times", "StackOverflowError");
            });
            driver.table(Topics.SKIPPED_RECORDS, skipped.recordKey(), null);
            driver.send(Raw.event("quiz").key("b").at(4));
            assertThat(driver.read(Topics.ACCEPTED_EVENTS)).hasSize(1);
        }
    }
}
