package io.podium.rules.state;

import static io.podium.schemas.binary.StateValues.instant;
import static io.podium.schemas.binary.StateValues.moment;

import io.podium.rules.account.Account;
import io.podium.rules.account.Hold;
import io.podium.rules.account.LotsCodec;
import io.podium.schemas.state.AccountRecord;
import io.podium.schemas.state.HoldRecord;

/** A participant's account as it is stored. */
final class AccountCodec {
    private AccountCodec() {}

    static AccountRecord message(Account account) {
        AccountRecord.Builder message = AccountRecord.newBuilder()
                .setAvailable(account.available())
                .setSpent(account.spent())
                .setExpired(account.expired())
                .setOwed(account.owed());
        message.addAllLots(LotsCodec.messages(account.lots()));
        for (Hold hold : account.holds()) {
            HoldRecord.Builder held = message.addHoldsBuilder()
                    .setId(hold.id())
                    .setAmount(hold.amount())
                    .setEndsAt(moment(hold.endsAt()))
                    .setReason(hold.reason());
            held.addAllLots(LotsCodec.messages(hold.lots()));
        }
        return message.build();
    }

    static Account value(AccountRecord message) {
        return new Account(
                message.getAvailable(),
                message.getSpent(),
                message.getExpired(),
                message.getOwed(),
                LotsCodec.lots(message.getLotsList()),
                message.getHoldsList().stream().map(AccountCodec::hold).toList());
    }

    private static Hold hold(HoldRecord message) {
        return new Hold(
                message.getId(),
                message.getAmount(),
                instant(message.getEndsAt()),
                LotsCodec.lots(message.getLotsList()),
                message.getReason());
    }
}
