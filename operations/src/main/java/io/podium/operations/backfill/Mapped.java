package io.podium.operations.backfill;

import static java.util.Objects.requireNonNull;

import io.podium.ingest.catalogue.OrderSensitivity;
import io.podium.ingest.log.KafkaEventLog;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.Problem;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.key.RecordKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a mapping made of a row. */
sealed interface Mapped {

    /** What can be written to the log; it has a tenant and a key. */
    sealed interface Valid extends Mapped {

        /** Whose it is: {@code tenant|participant}. */
        String participant();

        String idempotencyKey();

        /** What the import's ledger knows it by. */
        String ledgerKey();

        /** When it happened by the row's account; empty where the row says nothing of that. */
        Optional<Instant> occurredAt();

        /** Whether it must be evaluated in the order of its participant's rows. */
        boolean isOrdered(OrderSensitivity rules);

        /** As a record of the log, for which nobody waits. */
        ProducerRecord<byte[], byte[]> record(long nowMs);
    }

    /** An event. */
    record Event(RawEvent event) implements Valid {

        @Override
        public String participant() {
            return RecordKeys.participant(tenantId(), event.participantId());
        }

        @Override
        public String idempotencyKey() {
            return requireNonNull(event.idempotencyKey());
        }

        @Override
        public String ledgerKey() {
            return RecordKeys.idempotency(tenantId(), idempotencyKey());
        }

        @Override
        public Optional<Instant> occurredAt() {
            return Optional.ofNullable(event.occurredAt());
        }

        @Override
        public boolean isOrdered(OrderSensitivity rules) {
            return rules.matters(tenantId(), event.eventType());
        }

        @Override
        public ProducerRecord<byte[], byte[]> record(long nowMs) {
            return KafkaEventLog.record(tenantId(), event, nowMs, false, 0);
        }

        private String tenantId() {
            return requireNonNull(event.tenantId());
        }
    }

    /** A grant, which adds up to the same in any order. */
    record Grant(String tenantId, RawCommand command) implements Valid {

        @Override
        public String participant() {
            return RecordKeys.participant(tenantId, command.participantId());
        }

        @Override
        public String idempotencyKey() {
            return command.idempotencyKey();
        }

        @Override
        public String ledgerKey() {
            return RecordKeys.command(tenantId, command.idempotencyKey());
        }

        @Override
        public Optional<Instant> occurredAt() {
            return Optional.empty();
        }

        @Override
        public boolean isOrdered(OrderSensitivity rules) {
            return false;
        }

        @Override
        public ProducerRecord<byte[], byte[]> record(long nowMs) {
            return KafkaEventLog.record(tenantId, command, nowMs, false);
        }
    }

    /** None, for these reasons. */
    record Refused(List<Problem> problems) implements Mapped {}
}
