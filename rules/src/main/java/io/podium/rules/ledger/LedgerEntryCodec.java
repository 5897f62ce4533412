package io.podium.rules.ledger;

import static io.podium.schemas.binary.StateValues.decimal;
import static io.podium.schemas.binary.StateValues.instant;
import static io.podium.schemas.binary.StateValues.moment;
import static io.podium.schemas.binary.StateValues.text;

import com.google.protobuf.Parser;
import io.podium.rules.account.LotsCodec;
import io.podium.rules.ledger.LedgerEntry.CapUse;
import io.podium.rules.ledger.LedgerEntry.ContestPart;
import io.podium.rules.ledger.LedgerEntry.Contribution;
import io.podium.rules.ledger.LedgerEntry.Lasting;
import io.podium.rules.ledger.LedgerEntry.Line;
import io.podium.rules.program.Cap;
import io.podium.schemas.binary.BinaryReader;
import io.podium.schemas.binary.StateCodec;
import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.score.ScoringMethod;
import io.podium.schemas.state.CapUseRecord;
import io.podium.schemas.state.ContestPartRecord;
import io.podium.schemas.state.ContributionRecord;
import io.podium.schemas.state.LastingRecord;
import io.podium.schemas.state.LedgerRecord;
import io.podium.schemas.state.LineRecord;
import java.util.Locale;

/** Entries of the ledger as they are stored. */
public final class LedgerEntryCodec implements StateCodec<LedgerEntry, LedgerRecord> {

    @Override
    public LedgerRecord message(LedgerEntry entry) {
        LedgerRecord.Builder message = LedgerRecord.newBuilder()
                .setEventId(entry.eventId())
                .setEventType(entry.eventType())
                .setAt(moment(entry.at()))
                .setAvailable(entry.available())
                .setLifetime(entry.lifetime())
                .setReversed(text(entry.reversed()));
        if (entry.keyHash() != null) {
            message.setKeyHash(entry.keyHash());
        }
        if (entry.reversedBy() != null) {
            message.setReversedBy(entry.reversedBy());
        }
        entry.parts().lines().forEach(line -> message.addLines(message(line)));
        entry.parts()
                .caps()
                .forEach(use -> message.addCaps(CapUseRecord.newBuilder()
                        .setRuleId(use.ruleId())
                        .setEvery(use.every().name().toLowerCase(Locale.ROOT))
                        .setPeriod(use.period())
                        .setPoints(use.points())));
        entry.parts().contributions().forEach(part -> message.addContributions(message(part)));
        entry.parts()
                .contests()
                .forEach(part -> message.addContests(ContestPartRecord.newBuilder()
                        .setContestId(part.contestId())
                        .setContestVersion(moment(part.contestVersion()))
                        .setMethod(part.method().wireName())
                        .setScore(text(part.score()))
                        .setOccurredAt(moment(part.occurredAt()))));
        entry.parts()
                .lasting()
                .forEach(one -> message.addLasting(
                        LastingRecord.newBuilder().setKind(one.kind()).setId(one.id())));
        return message.build();
    }

    private static LineRecord message(Line line) {
        LineRecord.Builder message = LineRecord.newBuilder()
                .setName(line.name())
                .setKind(line.kind().wireName())
                .setRuleId(line.ruleId())
                .setPoints(line.points())
                .setDelta(line.delta())
                .setOwed(line.owed())
                .setLifetime(line.countsForLifetime());
        if (line.expiryDay() != null) {
            message.setExpiryDay(line.expiryDay());
        }
        message.addAllEnds(LotsCodec.messages(line.ends()));
        if (line.reason() != null) {
            message.setReason(line.reason());
        }
        if (line.memo() != null) {
            message.setMemo(line.memo());
        }
        return message.build();
    }

    private static ContributionRecord message(Contribution part) {
        ContributionRecord.Builder message = ContributionRecord.newBuilder()
                .setChallengeId(part.challengeId())
                .setObjectiveId(part.objectiveId())
                .setRepeats(part.repeats())
                .setProgress(text(part.progress()))
                .setUndoing(part.undoing().name());
        if (part.value() != null) {
            message.setValue(part.value());
        }
        return message.build();
    }

    @Override
    public LedgerEntry value(LedgerRecord message) {
        return new LedgerEntry(
                message.getEventId(),
                message.getEventType(),
                instant(message.getAt()),
                message.hasKeyHash() ? message.getKeyHash() : null,
                message.getAvailable(),
                message.getLifetime(),
                new LedgerEntry.Parts(
                        message.getLinesList().stream()
                                .map(LedgerEntryCodec::line)
                                .toList(),
                        message.getCapsList().stream()
                                .map(use -> new CapUse(
                                        use.getRuleId(),
                                        Cap.Every.valueOf(use.getEvery().toUpperCase(Locale.ROOT)),
                                        use.getPeriod(),
                                        use.getPoints()))
                                .toList(),
                        message.getContributionsList().stream()
                                .map(LedgerEntryCodec::contribution)
                                .toList(),
                        message.getContestsList().stream()
                                .map(part -> new ContestPart(
                                        part.getContestId(),
                                        instant(part.getContestVersion()),
                                        ScoringMethod.valueOf(part.getMethod().toUpperCase(Locale.ROOT)),
                                        decimal(part.getScore()),
                                        instant(part.getOccurredAt())))
                                .toList(),
                        message.getLastingList().stream()
                                .map(one -> new Lasting(one.getKind(), one.getId()))
                                .toList()),
                decimal(message.getReversed()),
                message.getReversedBy().isEmpty() ? null : message.getReversedBy());
    }

    private static Line line(LineRecord message) {
        return new Line(
                message.getName(),
                PointsKind.named(message.getKind()).orElseThrow(),
                message.getRuleId(),
                message.getPoints(),
                message.getDelta(),
                message.getOwed(),
                message.getLifetime(),
                message.hasExpiryDay() ? message.getExpiryDay() : null,
                LotsCodec.lots(message.getEndsList()),
                message.getReason().isEmpty() ? null : message.getReason(),
                message.getMemo().isEmpty() ? null : message.getMemo());
    }

    private static Contribution contribution(ContributionRecord message) {
        return new Contribution(
                message.getChallengeId(),
                message.getObjectiveId(),
                message.getRepeats(),
                decimal(message.getProgress()),
                message.hasValue() ? message.getValue() : null,
                LedgerEntry.Undoing.valueOf(message.getUndoing()));
    }

    @Override
    public Parser<LedgerRecord> parser() {
        return LedgerRecord.parser();
    }

    /** There was no ledger before there were messages. */
    @Override
    public byte latestForm() {
        return 0;
    }

    @Override
    public LedgerEntry read(BinaryReader in, byte form) {
        throw new IllegalArgumentException("expected a message, but form " + form);
    }
}
