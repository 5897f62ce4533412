package io.podium.schemas.query;

import io.podium.schemas.outcome.PointsKind;
import io.podium.schemas.query.PointsTransaction.Part;
import io.podium.schemas.query.PointsTransaction.Refusal;
import io.podium.schemas.query.PointsTransaction.RefusalCode;
import io.podium.schemas.query.PointsTransaction.Reversal;
import io.podium.schemas.state.PartRecord;
import io.podium.schemas.state.RefusalRecord;
import io.podium.schemas.state.ReversalRecord;
import io.podium.schemas.state.TransactionRecord;

/** Transactions as they are stored with the results of their event. */
final class Transactions {
    private Transactions() {}

    static TransactionRecord message(PointsTransaction transaction) {
        TransactionRecord.Builder message = TransactionRecord.newBuilder()
                .setKind(transaction.kind() == null ? "" : transaction.kind().wireName())
                .setDelta(transaction.delta())
                .setAvailable(transaction.available())
                .setLifetime(transaction.lifetime());
        if (transaction.transactionId() != null) {
            message.setTransactionId(transaction.transactionId());
        }
        Refusal refusal = transaction.refusal();
        if (refusal != null) {
            RefusalRecord.Builder refused =
                    message.getRefusalBuilder().setCode(refusal.code().name());
            if (refusal.required() != null) {
                refused.setRequired(refusal.required());
            }
            if (refusal.held() != null) {
                refused.setHeld(refusal.held());
            }
        }
        Reversal reversal = transaction.reversal();
        if (reversal != null) {
            ReversalRecord.Builder reversed = message.getReversalBuilder()
                    .setEventId(reversal.eventId())
                    .setRepeated(reversal.repeated())
                    .setRatio(reversal.ratio())
                    .setOwed(reversal.owed());
            reversal.reversed().forEach(part -> reversed.addReversed(message(part)));
            reversal.notReversed().forEach(part -> reversed.addNotReversed(message(part)));
        }
        return message.build();
    }

    private static PartRecord message(Part part) {
        PartRecord.Builder message =
                PartRecord.newBuilder().setKind(part.kind()).setId(part.id());
        if (part.amount() != null) {
            message.setAmount(part.amount());
        }
        if (part.reason() != null) {
            message.setReason(part.reason());
        }
        return message.build();
    }

    static PointsTransaction value(TransactionRecord message) {
        ReversalRecord reversal = message.getReversal();
        return new PointsTransaction(
                message.hasTransactionId() ? message.getTransactionId() : null,
                message.getKind().isEmpty()
                        ? null
                        : PointsKind.named(message.getKind()).orElseThrow(),
                message.getDelta(),
                message.getAvailable(),
                message.getLifetime(),
                message.hasRefusal() ? refusal(message.getRefusal()) : null,
                message.hasReversal()
                        ? new Reversal(
                                reversal.getEventId(),
                                reversal.getRepeated(),
                                reversal.getRatio(),
                                reversal.getOwed(),
                                reversal.getReversedList().stream()
                                        .map(Transactions::part)
                                        .toList(),
                                reversal.getNotReversedList().stream()
                                        .map(Transactions::part)
                                        .toList())
                        : null);
    }

    private static Refusal refusal(RefusalRecord message) {
        return new Refusal(
                RefusalCode.valueOf(message.getCode()),
                message.hasRequired() ? message.getRequired() : null,
                message.hasHeld() ? message.getHeld() : null);
    }

    private static Part part(PartRecord message) {
        return new Part(
                message.getKind(),
                message.getId(),
                message.hasAmount() ? message.getAmount() : null,
                message.hasReason() ? message.getReason() : null);
    }
}
