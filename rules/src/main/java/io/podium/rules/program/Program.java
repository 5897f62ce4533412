package io.podium.rules.program;

import io.podium.schemas.rule.EventTypeDefinition;
import io.podium.schemas.rule.RuleKind;
import java.time.Duration;

/**
 * A definition that an author wrote, checked for shape and for the meaning that it has alone. What several
 * definitions mean together is checked where they are loaded together.
 */
public sealed interface Program permits Program.EventType, Program.Evaluated, Tiers, Badge, AccountRules {

    /** Unique within tenant and kind. */
    String id();

    /** Which row of the design's table it is. */
    RuleKind kind();

    /** An entry of the event catalogue; evaluation does not look at it. */
    record EventType(EventTypeDefinition definition) implements Program {
        @Override
        public String id() {
            return definition.id();
        }

        @Override
        public RuleKind kind() {
            return RuleKind.EVENT_TYPE;
        }
    }

    /** Something that an event type can touch. */
    sealed interface Evaluated extends Program permits EarnRule, Streak, Challenge, Contest {

        /** {@link #maxFuture} when the author said nothing. */
        Duration DEFAULT_MAX_FUTURE = Duration.ofHours(24);

        /**
         * How long after its arrival an event may say that it happened. A clock that runs further ahead must not end a
         * streak or a window for ever, so such an event counts as of its arrival.
         */
        Duration maxFuture();
    }
}
