package io.podium.schemas.query;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import io.podium.schemas.state.BadgeRecord;
import io.podium.schemas.state.EvaluatedRecord;
import io.podium.schemas.state.TierRecord;
import java.util.List;

/** The results of stage 2 as they are stored; they never have the contest part, which stage 3 stores itself. */
public final class EvaluatedEventCodec implements StateCodec<EvaluatedEvent, EvaluatedRecord> {

    @Override
    public EvaluatedRecord message(EvaluatedEvent event) {
        return withoutIds(event)
                .setTenantId(event.tenantId())
                .setParticipantId(event.participantId())
                .setEventId(event.eventId())
                .setErasures(event.erasures())
                .build();
    }

    /** The message without what its event and its participant are, for where that is known. */
    public EvaluatedRecord.Builder withoutIds(EvaluatedEvent event) {
        EventResults results = event.results();
        EvaluatedRecord.Builder message = EvaluatedRecord.newBuilder()
                .setPointsGranted(results.pointsGranted())
                .addAllContestIds(event.contestIds());
        TierChange tier = results.tierChanged();
        if (tier != null) {
            TierRecord.Builder changed = message.getTierChangedBuilder().setTo(tier.to());
            if (tier.from() != null) {
                changed.setFrom(tier.from());
            }
        }
        for (ChallengeProgress progress : results.challengeProgress()) {
            message.addChallengeProgressBuilder()
                    .setChallengeId(progress.challengeId())
                    .setObjectiveId(progress.objectiveId())
                    .setFrom(text(progress.from()))
                    .setTo(text(progress.to()))
                    .setCompleted(progress.completed());
        }
        for (BadgeEarned badge : results.badgesEarned()) {
            BadgeRecord.Builder earned = message.addBadgesEarnedBuilder().setBadgeId(badge.badgeId());
            if (badge.label() != null) {
                earned.setLabel(badge.label());
            }
        }
        for (StreakChange streak : results.streaks()) {
            message.addStreaksBuilder()
                    .setStreakId(streak.streakId())
                    .setFrom(streak.from())
                    .setTo(streak.to());
        }
        if (event.transaction() != null) {
            message.setTransaction(Transactions.message(event.transaction()));
        }
        if (event.command() != null) {
            message.setCommand(event.command());
        }
        return message;
    }

    @Override
    public EvaluatedEvent value(EvaluatedRecord message) {
        EventResults results = new EventResults(
                message.getPointsGranted(),
                message.hasTierChanged() ? tier(message.getTierChanged()) : null,
                message.getChallengeProgressList().stream()
                        .map(progress -> new ChallengeProgress(
                                progress.getChallengeId(),
                                progress.getObjectiveId(),
                                decimal(progress.getFrom()),
                                decimal(progress.getTo()),
                                progress.getCompleted()))
                        .toList(),
                message.getBadgesEarnedList().stream()
                        .map(badge -> new BadgeEarned(badge.getBadgeId(), badge.hasLabel() ? badge.getLabel() : null))
                        .toList(),
                List.of(),
                message.getStreaksList().stream()
                        .map(streak -> new StreakChange(streak.getStreakId(), streak.getFrom(), streak.getTo()))
                        .toList());
        return new EvaluatedEvent(
                message.getTenantId(),
                message.getParticipantId(),
                message.getEventId(),
                results,
                List.copyOf(message.getContestIdsList()),
                message.hasTransaction() ? Transactions.value(message.getTransaction()) : null,
                message.getCommand().isEmpty() ? null : message.getCommand(),
                message.getErasures());
    }

    private static TierChange tier(TierRecord tier) {
        return new TierChange(tier.hasFrom() ? tier.getFrom() : null, tier.getTo());
    }

    @Override
    public Parser<EvaluatedRecord> parser() {
        return EvaluatedRecord.parser();
    }

    @Override
    public byte latestForm() {
        return 1;
    }

    @Override
    public EvaluatedEvent read(BinaryReader in, byte form) {
        String tenantId = in.text();
        String participantId = in.text();
        String eventId = in.text();
        EventResults results = new EventResults(
                in.number(),
                in.optional(() -> new TierChange(in.optional(in::text), in.text())),
                in.list(() -> new ChallengeProgress(in.text(), in.text(), in.decimal(), in.decimal(), in.flag())),
                in.list(() -> new BadgeEarned(in.text(), in.optional(in::text))),
                List.of(),
                in.list(() -> new StreakChange(in.text(), in.number(), in.number())));
        return new EvaluatedEvent(tenantId, participantId, eventId, results, in.list(in::text));
    }
}
