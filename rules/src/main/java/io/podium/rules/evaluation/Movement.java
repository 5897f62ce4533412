package io.podium.rules.evaluation;

import io.podium.rules.account.Account;
import io.podium.schemas.outcome.PointsKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points that come or go, decided: a line of the ledger.
 *
 * @param what part of the source they belong to, as it ends the outcome's id
 * @param points granted, 0 or more
 * @param lifetime points after it
 * @param after the account after it
 */
record Movement(
        PointsKind kind,
        OutcomeSource source,
        String what,
        long points,
        long lifetime,
        Account after,
        Detail detail,
        List<String> notes) {

    /**
     * What else is to be said of it.
     *
     * @param expiryDay from whose beginning on what is left of the points is gone; null for never
     * @param reason as a command says it; null for none
     * @param memo as a command says it; null for none
     */
    record Detail(
            @Nullable Long expiryDay,
            @Nullable String reason,
            @Nullable String memo) {
        static final Detail NONE = new Detail(null, null, null);
    }
}
