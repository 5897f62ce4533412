package io.podium.rules.state;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.instant;
import static io.podium.schemas.binary.StateValues.moment;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.rules.account.Account;
import io.podium.rules.period.FreeDays;
import io.podium.rules.streak.Chain;
import io.podium.rules.streak.StreakState;
import io.podium.rules.streak.Ticks;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.profile.Profile;
import io.podium.schemas.profile.ProfileCodec;
import io.podium.schemas.state.CapRecord;
import io.podium.schemas.state.ChainRecord;
import io.podium.schemas.state.ChallengeRecord;
import io.podium.schemas.state.DistinctRecord;
import io.podium.schemas.state.ErasuresRecord;
import io.podium.schemas.state.FreeDaysRecord;
import io.podium.schemas.state.ObjectiveRecord;
import io.podium.schemas.state.ParticipantRecord;
import io.podium.schemas.state.StreakRecord;
import io.podium.schemas.state.TicksRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A participant's state as it is stored. */
public final class ParticipantStateCodec implements StateCodec<ParticipantState, ParticipantRecord> {

    private static final byte LATEST_FORM = 2;

    @Override
    public ParticipantRecord message(ParticipantState state) {
        return builder(state).build();
    }

    /** The message, to be added to. */
    public ParticipantRecord.Builder builder(ParticipantState state) {
        ParticipantRecord.Builder message = ParticipantRecord.newBuilder()
                .setLifetimePoints(state.lifetimePoints())
                .addAllBadges(state.badges());
        if (state.tier() != null) {
            message.setTier(state.tier());
        }
        state.challenges().forEach((id, challenge) -> message.addChallenges(message(id, challenge)));
        state.streaks().forEach((id, streak) -> message.addStreaks(message(id, streak)));
        state.caps().forEach((id, cap) -> message.addCaps(message(id, cap)));
        Account account = state.account();
        if (!account.isPlain() || account.available() != state.lifetimePoints()) {
            message.setAccount(AccountCodec.message(account));
        }
        if (!state.profile().equals(Profile.NONE)) {
            message.setProfile(ProfileCodec.message(state.profile()));
        }
        if (!state.freeDays().equals(FreeDays.NONE)) {
            message.setFreeDays(message(state.freeDays()));
        }
        Erasures erasures = state.person().erasures();
        if (erasures.latestAt() != null) {
            message.getErasuresBuilder()
                    .setCount(erasures.count())
                    .setCleared(erasures.cleared())
                    .setLatestAt(moment(erasures.latestAt()))
                    .setBlocked(erasures.blocked());
        }
        return message;
    }

    private static ChallengeRecord message(String id, ChallengeState challenge) {
        ChallengeRecord.Builder message = ChallengeRecord.newBuilder()
                .setId(id)
                .setCompleted(challenge.completed())
                .addAllMilestones(challenge.milestones())
                .setRepeats(challenge.repeats());
        if (challenge.begunAt() != null) {
            message.setBegunAt(moment(challenge.begunAt()));
        }
        if (challenge.latestAt() != null) {
            message.setLatestAt(moment(challenge.latestAt()));
        }
        if (challenge.earliestAt() != null) {
            message.setEarliestAt(moment(challenge.earliestAt()));
        }
        challenge.objectives().forEach((name, objective) -> message.addObjectives(message(name, objective)));
        challenge.banked().forEach((name, objective) -> message.addBanked(message(name, objective)));
        return message.build();
    }

    private static ObjectiveRecord message(String id, ObjectiveState objective) {
        ObjectiveRecord.Builder message = ObjectiveRecord.newBuilder()
                .setId(id)
                .setProgress(text(objective.progress()))
                .setCompleted(objective.completed());
        if (objective.values() != null) {
            message.setDistinct(
                    DistinctRecord.newBuilder().addAllHashes(objective.values().hashes()));
        }
        if (objective.days() != null) {
            message.setDays(message(objective.days()));
        }
        return message.build();
    }

    private static StreakRecord message(String id, StreakState streak) {
        StreakRecord.Builder message = StreakRecord.newBuilder()
                .setId(id)
                .setPeriod(StoredEnums.PERIODS.stored(streak.period()))
                .setTicks(message(streak.ticks()))
                .setLength(streak.length())
                .setLongest(streak.longest())
                .addAllMilestones(streak.milestones())
                .setStock(streak.stock());
        if (!streak.saved().equals(FreeDays.NONE)) {
            message.setSaved(message(streak.saved()));
        }
        Chain base = streak.base();
        if (base != null) {
            ChainRecord.Builder chain =
                    message.getBaseBuilder().setLength(base.length()).setFreezes(text(base.freezes()));
            if (base.last() != null) {
                chain.setLast(base.last());
            }
        }
        return message.build();
    }

    private static TicksRecord message(Ticks ticks) {
        TicksRecord.Builder message = TicksRecord.newBuilder();
        for (Ticks.Run run : ticks.runs()) {
            message.addRunsBuilder()
                    .setFrom(run.from())
                    .setFollowing(run.to() - run.from())
                    .setFirstAt(moment(run.firstAt()))
                    .setMore(run.more());
        }
        return message.build();
    }

    private static FreeDaysRecord message(FreeDays free) {
        FreeDaysRecord.Builder message = FreeDaysRecord.newBuilder();
        free.ranges()
                .forEach((first, last) ->
                        message.addRangesBuilder().setFrom(first).setFollowing(last - first));
        if (free.latestJourney() != null) {
            message.setLatestJourney(free.latestJourney());
        }
        return message.build();
    }

    private static FreeDays freeDays(FreeDaysRecord message) {
        TreeMap<Long, Long> ranges = new TreeMap<>();
        message.getRangesList().forEach(range -> ranges.put(range.getFrom(), range.getFrom() + range.getFollowing()));
        return new FreeDays(ranges, message.hasLatestJourney() ? message.getLatestJourney() : null);
    }

    private static CapRecord message(String ruleId, CapState cap) {
        CapRecord.Builder message =
                CapRecord.newBuilder().setRuleId(ruleId).setEvery(StoredEnums.CAPS.stored(cap.every()));
        cap.used()
                .forEach((period, used) ->
                        message.addUsedBuilder().setPeriod(period).setUsed(used));
        return message.build();
    }

    @Override
    public ParticipantState value(ParticipantRecord message) {
        return new ParticipantState(
                message.getLifetimePoints(),
                message.getTier().isEmpty() ? null : message.getTier(),
                List.copyOf(message.getBadgesList()),
                byId(message.getChallengesList(), ChallengeRecord::getId, ParticipantStateCodec::challenge),
                byId(message.getStreaksList(), StreakRecord::getId, ParticipantStateCodec::streak),
                byId(message.getCapsList(), CapRecord::getRuleId, ParticipantStateCodec::cap),
                message.hasAccount()
                        ? AccountCodec.value(message.getAccount())
                        : Account.of(message.getLifetimePoints()),
                new Person(
                        message.hasProfile() ? ProfileCodec.value(message.getProfile()) : Profile.NONE,
                        message.hasFreeDays() ? freeDays(message.getFreeDays()) : FreeDays.NONE,
                        message.hasErasures() ? erasures(message.getErasures()) : Erasures.NONE));
    }

    private static Erasures erasures(ErasuresRecord message) {
        return new Erasures(
                message.getCount(), message.getCleared(), instant(message.getLatestAt()), message.getBlocked());
    }

    private static <M, T> Map<String, T> byId(List<M> messages, Function<M, String> id, Function<M, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        messages.forEach(message -> values.put(id.apply(message), value.apply(message)));
        return values;
    }

    private static ChallengeState challenge(ChallengeRecord message) {
        return new ChallengeState(
                message.getCompleted(),
                message.hasBegunAt() ? instant(message.getBegunAt()) : null,
                byId(message.getObjectivesList(), ObjectiveRecord::getId, ParticipantStateCodec::objective),
                message.getMilestonesList(),
                byId(message.getBankedList(), ObjectiveRecord::getId, ParticipantStateCodec::objective),
                message.hasLatestAt() ? instant(message.getLatestAt()) : null,
                message.hasEarliestAt() ? instant(message.getEarliestAt()) : null,
                message.getRepeats());
    }

    private static ObjectiveState objective(ObjectiveRecord message) {
        return new ObjectiveState(
                decimal(message.getProgress()),
                message.getCompleted(),
                message.hasDistinct() ? new DistinctValues(message.getDistinct().getHashesList()) : null,
                message.hasDays() ? ticks(message.getDays()) : null);
    }

    private static StreakState streak(StreakRecord message) {
        ChainRecord base = message.getBase();
        return new StreakState(
                StoredEnums.PERIODS.value(message.getPeriod()),
                message.hasBase()
                        ? new Chain(
                                base.getLength(), decimal(base.getFreezes()), base.hasLast() ? base.getLast() : null)
                        : null,
                ticks(message.getTicks()),
                message.getLength(),
                message.getLongest(),
                message.getMilestonesList(),
                message.hasSaved() ? freeDays(message.getSaved()) : FreeDays.NONE,
                message.getStock());
    }

    private static Ticks ticks(TicksRecord message) {
        return new Ticks(message.getRunsList().stream()
                .map(run -> new Ticks.Run(
                        run.getFrom(), run.getFrom() + run.getFollowing(), instant(run.getFirstAt()), run.getMore()))
                .toList());
    }

    private static CapState cap(CapRecord message) {
        Map<Long, Long> used = new TreeMap<>();
        message.getUsedList().forEach(one -> used.put(one.getPeriod(), one.getUsed()));
        return new CapState(StoredEnums.CAPS.value(message.getEvery()), used);
    }

    @Override
    public Parser<ParticipantRecord> parser() {
        return ParticipantRecord.parser();
    }

    @Override
    public byte latestForm() {
        return LATEST_FORM;
    }

    @Override
    public ParticipantState read(BinaryReader in, byte form) {
        return new PositionalState(in, form).participant();
    }
}
