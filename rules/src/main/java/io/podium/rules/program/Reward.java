package io.podium.rules.program;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podium.schemas.contest.Prize;
import org.jspecify.annotations.Nullable;

/** What completing something gives. Applied within the evaluation of the event that completed it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reward.Points.class, name = "points"),
    @JsonSubTypes.Type(value = Reward.BadgeGrant.class, name = "badge")
})
public sealed interface Reward {

    /** The reward as records report it. */
    Prize prize();

    /**
     * Points, at least 1; they count towards tiers.
     *
     * @param expires null for never
     */
    record Points(long value, @Nullable PointsExpiry expires) implements Reward {
        @Override
        public Prize prize() {
            return new Prize(Prize.Type.POINTS, null, value);
        }
    }

    /** A badge by id; nothing happens for a participant who has it. */
    record BadgeGrant(String id) implements Reward {
        @Override
        public Prize prize() {
            return new Prize(Prize.Type.BADGE, id, null);
        }
    }
}
