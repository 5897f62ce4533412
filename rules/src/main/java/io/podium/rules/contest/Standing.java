package io.podium.rules.contest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ScoringMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A participant's rank in the order of a contest: higher scores first, and of equal scores the one reached first.
 * The moment of reaching is the offset of the score record, so no two are equal and every replay agrees.
 *
 * @param reachedAt offset of the record that brought the participant to this score
 * @param latestAt {@code occurred_at} of the score that counts, where the latest one does; else null
 */
public record Standing(
        String participantId,
        BigDecimal score,
        long reachedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant latestAt)
        implements Comparable<Standing> {

    public Standing {
        requireNonNull(participantId);
        requireNonNull(score);
    }

    /** The standing that a score leads to; a score that stays keeps the moment it was reached. */
    public static Standing after(Optional<Standing> before, ContestScore score, long offset) {
        BigDecimal held = before.map(Standing::score).orElse(BigDecimal.ZERO);
        BigDecimal more = requireNonNull(score.score());
        Instant latestAt = before.map(Standing::latestAt).orElse(null);
        BigDecimal reached =
                switch (score.method()) {
                    case CUMULATIVE, COUNT -> held.add(more);
                    case BEST -> before.isEmpty() ? more : held.max(more);
                    case LATEST -> latestAt != null && score.occurredAt().isBefore(latestAt) ? held : more;
                };
        if (score.method() == ScoringMethod.LATEST
                && (latestAt == null || score.occurredAt().isAfter(latestAt))) {
            latestAt = score.occurredAt();
        }
        boolean stays = before.isPresent() && reached.compareTo(held) == 0;
        return new Standing(
                score.participantId(), plain(reached), stays ? before.get().reachedAt() : offset, latestAt);
    }

    /** The number without trailing zeros or exponent, so that equal numbers are written the same. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    @Override
    public int compareTo(Standing other) {
        int higherFirst = other.score.compareTo(score);
        return higherFirst != 0 ? higherFirst : Long.compare(reachedAt, other.reachedAt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standing standing && compareTo(standing) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reachedAt);
    }
}
