package io.podium.schemas.query;

import io.podium.schemas.binary.BinaryCodec;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.BinaryWriter;
import io.podium.schemas.outcome.EventResults;
import io.podium.schemas.outcome.EventResults.BadgeEarned;
import io.podium.schemas.outcome.EventResults.ChallengeProgress;
import io.podium.schemas.outcome.EventResults.StreakChange;
import io.podium.schemas.outcome.EventResults.TierChange;
import java.util.List;

/** The results of stage 2 in bytes; they never have the contest part, which stage 3 stores itself. */
public final class EvaluatedEventCodec implements BinaryCodec<EvaluatedEvent> {

    @Override
    public void write(EvaluatedEvent event, BinaryWriter out) {
        out.text(event.tenantId()).text(event.participantId()).text(event.eventId());
        EventResults results = event.results();
        out.number(results.pointsGranted())
                .optional(results.tierChanged(), tier -> out.optional(tier.from(), out::text)
                        .text(tier.to()))
                .list(results.challengeProgress(), progress -> write(progress, out))
                .list(results.badgesEarned(), badge -> out.text(badge.badgeId()).optional(badge.label(), out::text))
                .list(results.streaks(), streak -> out.text(streak.streakId())
                        .number(streak.from())
                        .number(streak.to()))
                .list(event.contestIds(), out::text);
    }

    private static void write(ChallengeProgress progress, BinaryWriter out) {
        out.text(progress.challengeId())
                .text(progress.objectiveId())
                .decimal(progress.from())
                .decimal(progress.to())
                .flag(progress.completed());
    }

    @Override
    public EvaluatedEvent read(BinaryReader in) {
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
