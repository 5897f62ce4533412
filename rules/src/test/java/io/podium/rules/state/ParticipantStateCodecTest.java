package io.podium.rules.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.rules.contest.ScoreVelocity;
import io.podium.rules.contest.ScoreVelocityCodec;
import io.podium.rules.contest.Standing;
import io.podium.rules.contest.StandingCodec;
import io.podium.rules.period.FreeDays;
import io.podium.rules.period.Period;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.json.Json;
import io.podium.schemas.profile.Profile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** State is the same after it went through bytes, and the same as what went through JSON. */
class ParticipantStateCodecTest {

    private static final Arbitrary<String> IDS =
            Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(8);
    private static final Arbitrary<Long> NUMBERS = Arbitraries.longs();
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);
    private static final Arbitrary<BigDecimal> DECIMALS = Arbitraries.bigDecimals()
            .between(BigDecimal.TEN.pow(30).negate(), BigDecimal.TEN.pow(30))
            .ofScale(6)
            .map(Standing::plain);
    private static final Arbitrary<Instant> INSTANTS =
            Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);

    @Provide
    Arbitrary<ParticipantState> states() {
        return Combinators.combine(
                        NUMBERS,
                        IDS.injectNull(0.3),
                        IDS.list().ofMaxSize(4),
                        Arbitraries.maps(IDS, challenges()).ofMaxSize(3),
                        Arbitraries.maps(IDS, streaks()).ofMaxSize(3),
                        Arbitraries.maps(IDS, caps()).ofMaxSize(3),
                        Combinators.combine(
                                        accounts().injectNull(0.5),
                                        Combinators.combine(profiles(), freeDays(), erasures())
                                                .as(Person::new))
                                .as(Owner::new))
                .as((points, tier, badges, challenges, streaks, caps, owner) -> new ParticipantState(
                        points, tier, badges, challenges, streaks, caps, owner.account, owner.person));
    }

    private record Owner(Account account, Person person) {}

    private static Arbitrary<Erasures> erasures() {
        return Combinators.combine(Arbitraries.integers().between(1, 9), INSTANTS, FLAGS)
                .as((count, at, blocked) -> new Erasures(count, count / 2, at, blocked))
                .injectNull(0.7);
    }

    private static Arbitrary<Profile> profiles() {
        return Combinators.combine(
                        IDS.injectNull(0.5),
                        Arbitraries.of("Europe/Berlin", "Somewhere/Unknown").injectNull(0.5),
                        Arbitraries.of(LocalTime.of(4, 0), LocalTime.MIDNIGHT).injectNull(0.5),
                        Arbitraries.maps(IDS, DECIMALS).ofMaxSize(3),
                        FLAGS,
                        IDS.list().ofMaxSize(2))
                .as((name, zone, start, attributes, hidden, teams) -> new Profile(
                        name, name, zone, start, Json.read(Json.write(attributes), JsonNode.class), hidden, teams));
    }

    private static Arbitrary<FreeDays> freeDays() {
        return Arbitraries.longs().between(-5, 40).list().ofMaxSize(6).map(days -> days.stream()
                .reduce(FreeDays.NONE, (free, day) -> free.with(day, day + 1), (one, other) -> one));
    }

    private static Arbitrary<Account> accounts() {
        Arbitrary<Long> few = Arbitraries.longs().between(0, 1_000);
        Arbitrary<NavigableMap<Long, Long>> lots = Arbitraries.maps(
                        few, Arbitraries.longs().between(1, 50))
                .ofMaxSize(4)
                .map(TreeMap::new);
        Arbitrary<Hold> holds =
                Combinators.combine(IDS, few, INSTANTS, lots, IDS).as(Hold::new);
        return Combinators.combine(NUMBERS, few, few, few, lots, holds.list().ofMaxSize(3))
                .as(Account::new);
    }

    private static Arbitrary<ChallengeState> challenges() {
        return Combinators.combine(
                        FLAGS,
                        INSTANTS.injectNull(0.3),
                        Arbitraries.maps(IDS, objectives()).ofMaxSize(3),
                        NUMBERS.list().ofMaxSize(3),
                        Arbitraries.maps(IDS, objectives()).ofMaxSize(2),
                        INSTANTS.injectNull(0.3),
                        INSTANTS.injectNull(0.3),
                        Arbitraries.longs().between(0, 9))
                .as(ChallengeState::new);
    }

    private static Arbitrary<ObjectiveState> objectives() {
        return Combinators.combine(
                        DECIMALS,
                        FLAGS,
                        NUMBERS.list()
                                .ofMaxSize(3)
                                .map(DistinctValues::ofHashes)
                                .injectNull(0.5),
                        ticks().injectNull(0.5))
                .as(ObjectiveState::new);
    }

    private static Arbitrary<StreakState> streaks() {
        Arbitrary<Chain> chains =
                Combinators.combine(NUMBERS, DECIMALS, NUMBERS.injectNull(0.3)).as(Chain::new);
        return Combinators.combine(
                        Arbitraries.of(Period.values()),
                        chains.injectNull(0.5),
                        ticks(),
                        NUMBERS,
                        NUMBERS,
                        NUMBERS.list().ofMaxSize(3))
                .as(StreakState::new);
    }

    private static Arbitrary<Ticks> ticks() {
        return Combinators.combine(NUMBERS, NUMBERS, INSTANTS, FLAGS)
                .as(Ticks.Run::new)
                .list()
                .ofMaxSize(3)
                .map(Ticks::new);
    }

    private static Arbitrary<CapState> caps() {
        return Combinators.combine(
                        Arbitraries.of(Cap.Every.values()),
                        Arbitraries.maps(NUMBERS, NUMBERS).ofMaxSize(3))
                .as(CapState::new);
    }

    @Property(tries = 300)
    void a_participant(@ForAll("states") ParticipantState state) {
        assertSame(ParticipantState.class, new ParticipantStateCodec(), state);
    }

    @Property(tries = 300)
    void an_order_of_first_touch(@ForAll("states") ParticipantState state) {
        ParticipantState read = throughBytes(ParticipantState.class, new ParticipantStateCodec(), state);
        assertThat(List.copyOf(read.challenges().keySet()))
                .isEqualTo(List.copyOf(state.challenges().keySet()));
        assertThat(List.copyOf(read.streaks().keySet()))
                .isEqualTo(List.copyOf(state.streaks().keySet()));
    }

    @Provide
    Arbitrary<Standing> standings() {
        return Combinators.combine(IDS, DECIMALS, NUMBERS, INSTANTS.injectNull(0.5))
                .as(Standing::new);
    }

    @Property(tries = 300)
    void a_standing(@ForAll("standings") Standing standing) {
        Standing read = throughBytes(Standing.class, new StandingCodec(), standing);
        assertThat(read).usingRecursiveComparison().isEqualTo(standing); // its own equality is only that of places
        assertSame(Standing.class, new StandingCodec(), standing);
    }

    @Provide
    Arbitrary<ScoreVelocity> conducts() {
        return Combinators.combine(NUMBERS, DECIMALS, NUMBERS, DECIMALS, NUMBERS, DECIMALS)
                .as(ScoreVelocity::new);
    }

    @Property(tries = 300)
    void a_conduct(@ForAll("conducts") ScoreVelocity conduct) {
        assertSame(ScoreVelocity.class, new ScoreVelocityCodec(), conduct);
    }

    /** As the first form had them. */
    @Example
    void distinct_values_as_texts_are_read() {
        byte[] json = "{\"progress\": 2, \"values\": [\"s:b\", \"n:5\"]}".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(json, ObjectiveState.class).values())
                .isEqualTo(DistinctValues.NONE.with("n:5").with("s:b"));
    }

    private static <T> void assertSame(Class<T> type, StateCodec<T, ?> codec, T value) {
        assertThat(throughBytes(type, codec, value)).isEqualTo(value);
        T fromJson = new StateSerde<>(type, codec).deserializer().deserialize("a-store", Json.write(value));
        assertThat(throughBytes(type, codec, fromJson)).isEqualTo(value);
        assertThat(Json.write(throughBytes(type, codec, value))).isEqualTo(Json.write(value));
    }

    private static <T> T throughBytes(Class<T> type, StateCodec<T, ?> codec, T value) {
        StateSerde<T, ?> serde = new StateSerde<>(type, codec);
        return serde.deserializer().deserialize("a-store", serde.serializer().serialize("a-store", value));
    }
}
