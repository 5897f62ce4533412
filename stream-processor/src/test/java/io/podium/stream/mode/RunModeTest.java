package io.podium.stream.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podium.schemas.event.ArrivalSpan;
import io.podium.schemas.query.Verdict;
import io.podium.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunModeTest {

    private static final RunMode LIVE = new RunMode.Live();
    private static final RunMode GENERATION = new RunMode.Generation("g2");
    private static final RunMode REPLAY = new RunMode.Replay("-again", ArrivalSpan.ALL);
    private static final RunMode MEASUREMENT = new RunMode.Measurement("-bench");
    private static final Verdict DUPLICATE = new Verdict("evt_01HWABCDEFGHJKMNPQRSTVWXYZ");

    @Test
    void each_run_writes_topics_of_its_own_names() {
        assertThat(LIVE.written(Topics.POINTS_OUTCOMES).name()).isEqualTo("points-outcomes");
        assertThat(GENERATION.written(Topics.POINTS_OUTCOMES).name()).isEqualTo("points-outcomes-g2");
        assertThat(REPLAY.written(Topics.POINTS_OUTCOMES).name()).isEqualTo("points-outcomes-again");
        assertThat(MEASUREMENT.written(Topics.POINTS_OUTCOMES).name()).isEqualTo("points-outcomes-bench");
    }

    @Test
    void only_a_generation_has_rules_of_its_own() {
        assertThat(GENERATION.rules().name()).isEqualTo("rules-g2");
        assertThat(List.of(LIVE, REPLAY, MEASUREMENT))
                .extracting(mode -> mode.rules().name())
                .containsOnly("rules");
    }

    @Test
    void a_replay_takes_what_the_live_run_moved_and_in_its_order() {
        assertThat(REPLAY.rekeyedEvents().name()).isEqualTo("rekeyed-events");
        assertThat(REPLAY.followsLiveOrder()).isTrue();
        assertThat(GENERATION.rekeyedEvents().name()).isEqualTo("rekeyed-events-g2");
        assertThat(MEASUREMENT.rekeyedEvents().name()).isEqualTo("rekeyed-events-bench");
        assertThat(List.of(LIVE, GENERATION, MEASUREMENT)).noneMatch(RunMode::followsLiveOrder);
    }

    @Test
    void a_duplicate_passes_in_a_replay_only_where_the_live_order_holds_it_back() {
        assertThat(REPLAY.passes(DUPLICATE)).isTrue();
        assertThat(List.of(LIVE, GENERATION, MEASUREMENT)).noneMatch(mode -> mode.passes(DUPLICATE));
        assertThat(List.of(LIVE, GENERATION, REPLAY, MEASUREMENT)).allMatch(mode -> mode.passes(Verdict.NEW));
    }

    @Test
    void live_runs_write_the_time_and_the_others_follow_it() {
        assertThat(List.of(LIVE, GENERATION)).allMatch(RunMode::writesHeartbeats);
        assertThat(List.of(REPLAY, MEASUREMENT)).noneMatch(RunMode::writesHeartbeats);
    }

    @Test
    void only_a_replay_can_leave_outcomes_out() {
        ArrivalSpan span = new ArrivalSpan(Instant.EPOCH, null);
        assertThat(new RunMode.Replay("-again", span).span()).isEqualTo(span);
        assertThat(List.of(LIVE, GENERATION, MEASUREMENT))
                .allMatch(mode -> mode.span().equals(ArrivalSpan.ALL));
    }

    @Test
    void topics_are_claimed_under_what_their_names_end_in() {
        assertThat(LIVE.claimKey()).isEqualTo("live");
        assertThat(GENERATION.claimKey()).isEqualTo("-g2");
        assertThat(REPLAY.claimKey()).isEqualTo("-again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "again", "--again", "-Again", "-a b", "-a_b"})
    void a_suffix_that_could_be_another_topics_name_is_refused(String suffix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunMode.Replay(suffix, ArrivalSpan.ALL))
                .withMessage("expected a suffix such as -replay, but " + suffix);
        assertThatIllegalArgumentException().isThrownBy(() -> new RunMode.Measurement(suffix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-g2", "G2", "g 2", "g_2", "a-name-of-52-characters-which-is-one-too-many-012345"})
    void a_name_that_topics_can_not_end_in_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunMode.Generation(name))
                .withMessage("expected a name of a-z, 0-9 and hyphens, such as 2026-11, but " + name);
    }
}
