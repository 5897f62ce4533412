package io.podium.rules.state;

import static io.podium.schemas.binary.StateValues.instant;
import static io.podium.schemas.binary.StateValues.moment;

import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.schemas.state.AccountRecord;
import io.podium.schemas.state.HoldRecord;
import io.podium.schemas.state.LotRecord;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A participant's account as it is stored. */
final class AccountCodec {
    private AccountCodec() {}

    static AccountRecord message(Account account) {
        AccountRecord.Builder message = AccountRecord.newBuilder()
                .setAvailable(account.available())
                .setSpent(account.spent())
                .setExpired(account.expired())
                .setOwed(account.owed());
        account.lots().forEach((day, points) -> message.addLots(message(day, points)));
        for (Hold hold : account.holds()) {
            HoldRecord.Builder held = message.addHoldsBuilder()
                    .setId(hold.id())
                    .setAmount(hold.amount())
                    .setEndsAt(moment(hold.endsAt()))
                    .setReason(hold.reason());
            hold.lots().forEach((day, points) -> held.addLots(message(day, points)));
        }
        return message.build();
    }

    private static LotRecord message(long day, long points) {
        return LotRecord.newBuilder().setDay(day).setPoints(points).build();
    }

    static Account value(AccountRecord message) {
        return new Account(
                message.getAvailable(),
                message.getSpent(),
                message.getExpired(),
                message.getOwed(),
                lots(message.getLotsList()),
                message.getHoldsList().stream().map(AccountCodec::hold).toList());
    }

    private static Hold hold(HoldRecord message) {
        return new Hold(
                message.getId(),
                message.getAmount(),
                instant(message.getEndsAt()),
                lots(message.getLotsList()),
                message.getReason());
    }

    private static NavigableMap<Long, Long> lots(List<LotRecord> messages) {
        TreeMap<Long, Long> lots = new TreeMap<>();
        messages.forEach(lot -> lots.put(lot.getDay(), lot.getPoints()));
        return lots;
    }
}
