package io.podium.ingest.live;

import io.podium.schemas.topic.Topic;
import io.podium.schemas.topic.Topics;
import java.util.List;
import java.util.Locale;

/** The outcomes that participants follow; their order is that of the offsets in a {@link StreamPosition}. */
enum OutcomeKind {
    POINTS,
    CHALLENGE,
    STREAK,
    BADGE,
    TIER,
    CONTEST;

    private static final List<OutcomeKind> ALL = List.of(values());

    static List<OutcomeKind> all() {
        return ALL;
    }

    Topic<?, ?> topic() {
        return switch (this) {
            case POINTS -> Topics.POINTS_OUTCOMES;
            case CHALLENGE -> Topics.CHALLENGE_OUTCOMES;
            case STREAK -> Topics.STREAK_OUTCOMES;
            case BADGE -> Topics.BADGE_OUTCOMES;
            case TIER -> Topics.TIER_OUTCOMES;
            case CONTEST -> Topics.CONTEST_OUTCOMES;
        };
    }

    /** Where its offset stands in a {@link StreamPosition}. */
    int index() {
        return ALL.indexOf(this);
    }

    /** The name of its events in a stream. */
    String eventName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
