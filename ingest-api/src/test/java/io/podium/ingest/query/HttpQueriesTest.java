package io.podium.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.key.RecordKeys;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.query.Answer;
import io.podium.schemas.query.AskedVerdict;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.ParticipantReport;
import io.podium.schemas.query.PartitionOwners;
import io.podium.schemas.query.QueryWire;
import io.podium.schemas.query.RawLog;
import io.podium.schemas.query.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an API node finds who can answer, while processors come, go and know different things. */
class HttpQueriesTest {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final List<AskedVerdict> ASKED = List.of(new AskedVerdict(7, "t", "k", "evt_1"));
    private static final Answer<?> NEW = new Answer.Known<>(List.of(Verdict.NEW));
    private static final EvaluatedEvent EVALUATED = new EvaluatedEvent(
            "t", "p", "evt_1", new EventResults(5, null, List.of(), List.of(), List.of(), List.of()), List.of());

    private final FakeProcessor one = new FakeProcessor();
    private final FakeProcessor two = new FakeProcessor();
    private final HttpQueries queries = new HttpQueries(List.of(one.address(), two.address()), "secret");

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static PartitionOwners all(String first, String second) {
        List<String> owners = List.of(first, second);
        return new PartitionOwners(owners, owners, owners, List.of());
    }

    private void bothKnow(PartitionOwners owners) {
        one.knows(owners);
        two.knows(owners);
    }

    private static String participantIn(int partition) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "p" + i)
                .filter(name -> RecordKeys.partition(RecordKeys.participant("t", name), 2) == partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_owner_is_asked_in_one_hop_with_the_secret_and_the_owners_are_fetched_once() throws Exception {
        bothKnow(all(one.address(), two.address()));
        two.answers(QueryWire.VERDICTS, () -> NEW);
        for (int i = 0; i < 3; i++) {
            assertThat(queries.verdicts(RawLog.EVENTS, 1, ASKED, WAIT).get(1, TimeUnit.MINUTES))
                    .isEqualTo(NEW);
        }
        assertThat(one.questions(QueryWire.OWNERS) + two.questions(QueryWire.OWNERS))
                .isEqualTo(1);
        assertThat(one.questions(QueryWire.VERDICTS)).isZero();
        assertThat(two.asked).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.secret()).isEqualTo("secret");
            assertThat(asked.body()).contains("\"partition\":1").contains("\"evt_1\"");
        });
    }

    @Test
    void what_nobody_knows_yet_is_an_answer_and_not_asked_again() throws Exception {
        bothKnow(all(one.address(), one.address()));
        assertThat(queries.verdicts(RawLog.EVENTS, 0, ASKED, WAIT).get(1, TimeUnit.MINUTES))
                .isEqualTo(new Answer.Unknown<>());
        assertThat(one.questions(QueryWire.VERDICTS)).isEqualTo(1);
    }

    @Test
    void a_partition_that_has_moved_is_found_where_it_is_now() throws Exception {
        bothKnow(all(one.address(), one.address()));
        one.answers(QueryWire.VERDICTS, () -> {
            bothKnow(all(two.address(), two.address()));
            return new Answer.Unavailable<>("not mine any more");
        });
        two.answers(QueryWire.VERDICTS, () -> NEW);
        assertThat(queries.verdicts(RawLog.EVENTS, 0, ASKED, WAIT).get(1, TimeUnit.MINUTES))
                .isEqualTo(NEW);
        assertThat(one.questions(QueryWire.VERDICTS)).isEqualTo(1);
    }

    @Test
    void an_owner_that_breaks_and_a_node_that_is_gone_are_passed_over_when_another_knows_better() throws Exception {
        one.close(); // from here on nothing listens there
        try (FakeProcessor broken = new FakeProcessor()) {
            two.knows(all(broken.address(), broken.address()));
            broken.fails(500);
            broken.answers(QueryWire.VERDICTS, () -> {
                two.knows(all(two.address(), two.address()));
                return NEW;
            });
            two.answers(QueryWire.VERDICTS, () -> NEW);
            assertThat(queries.verdicts(RawLog.EVENTS, 0, ASKED, WAIT).get(1, TimeUnit.MINUTES))
                    .isEqualTo(NEW);
            assertThat(broken.questions(QueryWire.VERDICTS)).isEqualTo(1);
        }
        assertThat(two.questions(QueryWire.VERDICTS)).isEqualTo(1);
    }

    @Test
    void without_an_owner_the_answer_says_so_at_the_deadline_and_not_later() throws Exception {
        bothKnow(all("", ""));
        Duration wait = Duration.ofMillis(600);
        long began = System.nanoTime();
        Answer<List<Verdict>> answer =
                queries.verdicts(RawLog.EVENTS, 0, ASKED, wait).get(1, TimeUnit.MINUTES);
        assertThat(answer)
                .isEqualTo(new Answer.Unavailable<>("expected an owner for " + QueryWire.VERDICTS + ", but none"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(400), WAIT);
        assertThat(one.questions(QueryWire.OWNERS))
                .as("owners are fetched again")
                .isGreaterThan(1);
    }

    @Test
    void a_partition_that_the_map_does_not_have_has_no_owner() throws Exception {
        bothKnow(all(one.address(), two.address()));
        assertThat(queries.verdicts(RawLog.EVENTS, 2, ASKED, Duration.ZERO).get(1, TimeUnit.MINUTES))
                .isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void where_the_owner_is_absent_a_standby_answers_how_far_behind_it_is() throws Exception {
        String participant = participantIn(1);
        one.knows(new PartitionOwners(
                List.of("", ""), List.of("", ""), List.of("", ""), List.of(List.of(), List.of(two.address()))));
        two.knows(all("", ""));
        ParticipantReport stale =
                new ParticipantReport(participant, 5, null, List.of(), List.of(), List.of(), null, null, 3L);
        two.answers(QueryWire.PARTICIPANT, () -> new Answer.Known<>(stale));
        assertThat(queries.participant("t", participant).get(1, TimeUnit.MINUTES))
                .isEqualTo(new Answer.Known<>(stale));
        assertThat(two.asked)
                .filteredOn(asked -> asked.path().equals(QueryWire.PARTICIPANT))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("true"));
    }

    @Test
    void the_owner_of_a_participant_is_not_asked_for_what_is_stale() throws Exception {
        String participant = participantIn(0);
        bothKnow(all(one.address(), two.address()));
        ParticipantReport exact =
                new ParticipantReport(participant, 5, null, List.of(), List.of(), List.of(), null, null, null);
        one.answers(QueryWire.PARTICIPANT, () -> new Answer.Known<>(exact));
        assertThat(queries.participant("t", participant).get(1, TimeUnit.MINUTES))
                .isEqualTo(new Answer.Known<>(exact));
        assertThat(one.asked.get(one.asked.size() - 1).body()).contains("false");
        assertThat(two.questions(QueryWire.PARTICIPANT)).isZero();
    }

    @Test
    void an_event_of_an_unknown_participant_is_asked_of_all_and_who_knows_wins() throws Exception {
        bothKnow(all(one.address(), two.address()));
        one.answers(QueryWire.EVALUATION, () -> new Answer.Unavailable<>("still restoring"));
        two.answers(QueryWire.EVALUATION, () -> new Answer.Known<>(EVALUATED));
        assertThat(queries.evaluation("t", null, "evt_1", WAIT).get(1, TimeUnit.MINUTES))
                .isEqualTo(new Answer.Known<>(EVALUATED));
    }

    @Test
    void an_event_that_no_node_knows_is_unknown_only_where_every_node_answered() throws Exception {
        bothKnow(all(one.address(), two.address()));
        assertThat(queries.evaluation("t", null, "evt_1", WAIT).get(1, TimeUnit.MINUTES))
                .isEqualTo(new Answer.Unknown<>());
        one.fails(500);
        assertThat(queries.evaluation("t", null, "evt_1", WAIT).get(1, TimeUnit.MINUTES))
                .isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void where_no_node_can_be_reached_each_question_has_an_answer_and_none_fails() throws Exception {
        one.close();
        two.close();
        List<Answer<?>> answers = List.of(
                queries.verdicts(RawLog.EVENTS, 0, ASKED, Duration.ZERO).get(1, TimeUnit.MINUTES),
                queries.evaluation("t", "p", "evt_1", Duration.ZERO).get(1, TimeUnit.MINUTES),
                queries.evaluation("t", null, "evt_1", Duration.ZERO).get(1, TimeUnit.MINUTES),
                queries.scored("t", "cup", "evt_1", Duration.ZERO).get(1, TimeUnit.MINUTES),
                queries.participant("t", "p").get(1, TimeUnit.MINUTES),
                queries.leaderboard("t", "cup", 1, null).get(1, TimeUnit.MINUTES));
        assertThat(answers).allMatch(answer -> answer instanceof Answer.Unavailable);
    }
}
