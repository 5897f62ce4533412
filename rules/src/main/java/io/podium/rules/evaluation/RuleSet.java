package io.podium.rules.evaluation;

import io.podium.rules.program.AccountRules;
import io.podium.rules.program.Badge;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.Contest;
import io.podium.rules.program.EarnRule;
import io.podium.rules.program.Program;
import io.podium.rules.program.Streak;
import io.podium.rules.program.Tiers;
import io.podium.rules.program.Versioned;
import io.podium.schemas.rule.EventTypeDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one tenant that are in force at one time, indexed by what an event can touch: the cost of
 * evaluating follows the programs of the event's type, not how many exist. Within a kind, programs are taken in the
 * order of their ids.
 */
public final class RuleSet {

    /** No programs at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final Map<String, Touched> byEventType = new HashMap<>();
    private final Map<String, EventTypeDefinition> eventTypes = new HashMap<>();
    private final Map<String, Versioned<Streak>> streaks = new HashMap<>();
    private final Map<String, Badge> badges = new HashMap<>();
    private final Map<String, Versioned<Challenge>> challenges = new LinkedHashMap<>();
    private final Map<String, Versioned<Contest>> contests = new TreeMap<>();
    private @Nullable Versioned<Tiers> tiers;
    private @Nullable AccountRules account;

    public RuleSet(Collection<? extends Versioned<?>> programs) {
        List<Versioned<?>> sorted = new ArrayList<>(programs);
        sorted.sort(Comparator.comparing(
                        (Versioned<?> versioned) -> versioned.program().kind())
                .thenComparing(versioned -> versioned.program().id()));
        sorted.forEach(this::index);
    }

    private void index(Versioned<?> versioned) {
        Program program = versioned.program();
        if (program instanceof EarnRule rule) {
            touched(rule.eventType()).earnRules().add(new Versioned<>(rule, versioned.version()));
        } else if (program instanceof Streak streak) {
            Versioned<Streak> entry = new Versioned<>(streak, versioned.version());
            streaks.put(streak.id(), entry);
            touched(streak.qualifyingEvent()).streaks().add(entry);
        } else if (program instanceof Program.EventType eventType) {
            eventTypes.put(eventType.id(), eventType.definition());
        } else if (program instanceof Challenge challenge) {
            Versioned<Challenge> entry = new Versioned<>(challenge, versioned.version());
            challenges.put(challenge.id(), entry);
            challenge.objectives().stream()
                    .map(Challenge.Objective::eventType)
                    .distinct()
                    .forEach(eventType -> touched(eventType).challenges().add(entry));
        } else if (program instanceof Contest contest) {
            Versioned<Contest> entry = new Versioned<>(contest, versioned.version());
            touched(contest.scoring().eventType()).contests().add(entry);
            contests.put(contest.id(), entry);
        } else if (program instanceof Badge badge) {
            badges.put(badge.id(), badge);
        } else if (program instanceof Tiers ladder && tiers == null) {
            tiers = new Versioned<>(ladder, versioned.version());
        } else if (program instanceof AccountRules rules && account == null) {
            account = rules;
        }
    }

    private Touched touched(String eventType) {
        return byEventType.computeIfAbsent(
                eventType,
                type -> new Touched(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    /** What events of a type can touch. */
    Touched touchedBy(String eventType) {
        return byEventType.getOrDefault(eventType, Touched.NOTHING);
    }

    /** The catalogue's entry for an event type; null when there is none. */
    @Nullable
    EventTypeDefinition eventType(String id) {
        return eventTypes.get(id);
    }

    /** A challenge by id. */
    public Optional<Versioned<Challenge>> challenge(String id) {
        return Optional.ofNullable(challenges.get(id));
    }

    /** All challenges, in the order of their ids. */
    public Collection<Versioned<Challenge>> challenges() {
        return Collections.unmodifiableCollection(challenges.values());
    }

    /** A badge by id. */
    public Optional<Badge> badge(String id) {
        return Optional.ofNullable(badges.get(id));
    }

    /** The ladder; where a tenant has several, the first by id. */
    public Optional<Versioned<Tiers>> tiers() {
        return Optional.ofNullable(tiers);
    }

    /** Whether taking points back may bring a balance below zero. */
    boolean allowsNegativeBalance() {
        return account != null && account.allowNegative();
    }

    /** A streak by id. */
    public Optional<Versioned<Streak>> streak(String id) {
        return Optional.ofNullable(streaks.get(id));
    }

    /** A contest by id. */
    public Optional<Contest> contest(String id) {
        return Optional.ofNullable(contests.get(id)).map(Versioned::program);
    }

    /** All contests, in the order of their ids. */
    public Collection<Versioned<Contest>> contests() {
        return Collections.unmodifiableCollection(contests.values());
    }

    record Touched(
            List<Versioned<EarnRule>> earnRules,
            List<Versioned<Streak>> streaks,
            List<Versioned<Challenge>> challenges,
            List<Versioned<Contest>> contests) {
        static final Touched NOTHING = new Touched(List.of(), List.of(), List.of(), List.of());
    }
}
