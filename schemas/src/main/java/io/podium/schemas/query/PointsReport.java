package io.podium.schemas.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant's points as they can be spent.
 *
 * @param available what can be spent now; below zero only where the tenant's rules allow it
 * @param lifetime all that was ever earned and counts towards tiers, without what was taken back
 * @param held set aside by holds
 * @param owed taken back beyond what was there; paid by what comes next
 * @param spent by deductions and captured holds
 * @param expired all that is gone because its time was over
 * @param expiring what of the balance has an end, soonest first; at most {@value #MAX_EXPIRING} days
 */
public record PointsReport(
        long available,
        long lifetime,
        long held,
        long owed,
        long spent,
        long expired,
        List<Expiring> expiring,
        List<Hold> holds) {

    /** Most days that are listed. */
    public static final int MAX_EXPIRING = 12;

    /** Nothing at all. */
    public static final PointsReport NONE = new PointsReport(0, 0, 0, 0, 0, 0, List.of(), List.of());

    public PointsReport {
        expiring = List.copyOf(expiring);
        holds = List.copyOf(holds);
    }

    /** Points that are gone from an instant on unless they are spent before. */
    public record Expiring(Instant at, long points) {}

    /**
     * Points that are set aside.
     *
     * @param reason as the hold says it; null where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hold(
            String holdId,
            long amount,
            Instant endsAt,
            @Nullable String reason) {}
}
