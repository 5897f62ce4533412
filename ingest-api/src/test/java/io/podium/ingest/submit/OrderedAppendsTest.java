package io.podium.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.ingest.log.EventLog;
import io.podium.ingest.submit.OrderedAppends.Row;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.RawEvent;
import io.podium.schemas.json.Json;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EngineQueries;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EventPage;
import io.podium.schemas.query.LeaderboardReport;
import io.podium.schemas.query.LedgerPage;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.ParticipantView;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrderedAppendsTest {

    private final Engine engine = new Engine();
    private final OrderedAppends appends = new OrderedAppends(engine, engine, Duration.ofSeconds(5));

    @Test
    void a_row_in_another_partition_waits_until_the_one_before_it_has_been_evaluated() {
        List<Row> rows = appends.append(List.of(row("p", "0:a"), row("p", "1:b"), row("p", "0:c")), 0, false);
        assertThat(engine.log).containsExactly("0:a");
        assertThat(engine.sync).as("who is waited for is committed early").containsExactly("0:a");
        engine.evaluate("0:a");
        assertThat(engine.log).containsExactly("0:a", "1:b");
        engine.evaluate("1:b");
        assertThat(engine.log).containsExactly("0:a", "1:b", "0:c");
        assertThat(engine.sync).containsExactly("0:a", "1:b");
        assertThat(rows).allMatch(row -> row.append().isDone() && !row.isUnordered());
    }

    @Test
    void rows_of_one_partition_of_other_participants_and_of_other_types_do_not_wait() {
        appends.append(
                List.of(row("p", "0:a"), row("p", "0:b"), row("q", "1:c"), any("p", "1:d"), row("p", "1:e")), 0, false);
        assertThat(engine.log).containsExactlyInAnyOrder("0:a", "0:b", "1:c", "1:d");
        engine.evaluate("0:b");
        assertThat(engine.log).contains("1:e");
    }

    @Test
    void who_follows_a_duplicate_does_not_wait_for_it() {
        engine.duplicates = true;
        appends.append(List.of(row("p", "0:a"), row("p", "1:b")), 0, false);
        assertThat(engine.log).containsExactly("0:a", "1:b");
    }

    @Test
    void while_the_processors_do_not_answer_rows_are_sent_all_the_same_and_say_so() {
        List<Row> rows = appends.append(List.of(row("p", "0:a"), row("p", "1:b"), row("p", "0:c")), 0, false);
        engine.giveUp();
        assertThat(engine.log).containsExactly("0:a", "1:b", "0:c");
        assertThat(rows).extracting(Row::isUnordered).containsExactly(false, true, true);
    }

    @Test
    void what_follows_a_row_that_was_not_written_is_not_written_either() {
        engine.down = "1:b";
        List<Row> rows = appends.append(List.of(row("p", "0:a"), row("p", "1:b"), row("p", "0:c")), 0, false);
        engine.evaluate("0:a");
        assertThat(engine.log).containsExactly("0:a");
        assertThat(rows.get(2).append().join()).isInstanceOf(EventLog.Append.Failed.class);
    }

    private static Submission row(String participant, String key) {
        return new Submission("t", event(participant, key), List.of(), true);
    }

    private static Submission any(String participant, String key) {
        return new Submission("t", event(participant, key), List.of(), false);
    }

    private static RawEvent event(String participant, String key) {
        return new RawEvent(null, participant, "e", Json.mapper().createObjectNode(), null, key, null);
    }

    /** A log whose partitions are the first characters of keys, and processors that evaluate when they are asked to. */
    private static final class Engine implements EventLog, EngineQueries {

        private final List<String> log = new ArrayList<>();
        private final List<String> sync = new ArrayList<>();
        private final Map<String, CompletableFuture<Answer<EvaluatedEvent>>> waiting = new LinkedHashMap<>();
        private boolean duplicates;
        private String down;

        @Override
        public CompletableFuture<Append> append(String tenantId, RawEvent event, long arrivedAtMs, boolean early) {
            String key = event.idempotencyKey();
            if (key.equals(down)) {
                return CompletableFuture.completedFuture(new Append.Failed("down"));
            }
            log.add(key);
            if (early) {
                sync.add(key);
            }
            return CompletableFuture.completedFuture(new Append.Written(partition(tenantId, event), log.size(), key));
        }

        @Override
        public int partition(String tenantId, RawEvent event) {
            return event.idempotencyKey().charAt(0) - '0';
        }

        void evaluate(String eventId) {
            EventResults nothing = new EventResults(0, null, List.of(), List.of(), List.of(), List.of());
            waiting.remove(eventId)
                    .complete(new Answer.Known<>(new EvaluatedEvent("t", "p", eventId, nothing, List.of())));
        }

        void giveUp() {
            List.copyOf(waiting.values()).forEach(one -> one.complete(new Answer.Unknown<>()));
        }

        @Override
        public CompletableFuture<Append> append(String tenantId, RawCommand command, long arrivedAtMs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int partition(String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<Verdict>> firstOf(int partition, String t, String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<EventPage>> events(String t, String p, EventPage.Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<LedgerPage>> ledger(String t, String p, LedgerPage.Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<List<Verdict>>> verdicts(
                RawLog log, int partition, List<AskedVerdict> asked, Duration wait) {
            Verdict verdict = duplicates ? new Verdict("evt_first") : Verdict.NEW;
            return CompletableFuture.completedFuture(new Answer.Known<>(List.of(verdict)));
        }

        @Override
        public CompletableFuture<Answer<EvaluatedEvent>> evaluation(
                String tenantId, String participantId, String eventId, Duration wait) {
            return waiting.computeIfAbsent(eventId, id -> new CompletableFuture<>());
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public CompletableFuture<Answer<ScoredEvent>> scored(String t, String c, String e, Duration wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<ParticipantView>> view(String tenantId, String participantId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<ParticipantReport>> participant(String t, String p) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Answer<LeaderboardReport>> leaderboard(String t, String c, int limit, String around) {
            throw new UnsupportedOperationException();
        }
    }
}
