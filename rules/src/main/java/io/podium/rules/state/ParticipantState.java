package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.rules.account.Account;
import io.podium.rules.period.FreeDays;
import io.podium.rules.program.Cap;
import io.podium.rules.streak.StreakState;
import io.podium.schemas.profile.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that evaluation must remember of one participant: what rules read and changes write. Immutable; holds
 * only what the participant ever touched, in the order of first touch, so that equal histories give equal bytes.
 *
 * @param lifetimePoints sum of all grants that count, without what was taken back; stops at {@link Long#MAX_VALUE}
 * @param tier id of the tier reached; null for none
 * @param badges ids, in the order earned
 * @param challenges by challenge id
 * @param streaks by streak id
 * @param caps by earn rule id
 * @param account points as they can be spent
 * @param person the participant as a person
 */
public record ParticipantState(
        long lifetimePoints,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> badges,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ChallengeState> challenges,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, StreakState> streaks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, CapState> caps,
        Account account,
        Person person) {

    /** Of a participant who never did anything. */
    public static final ParticipantState EMPTY =
            new ParticipantState(0, null, List.of(), Map.of(), Map.of(), Map.of(), null);

    public ParticipantState {
        badges = badges == null ? List.of() : List.copyOf(badges);
        challenges = challenges == null ? Map.of() : Collections.unmodifiableMap(challenges);
        streaks = streaks == null ? Map.of() : Collections.unmodifiableMap(streaks);
        caps = caps == null ? Map.of() : Collections.unmodifiableMap(caps);
        account = account == null ? Account.of(lifetimePoints) : account;
        person = person == null ? Person.UNKNOWN : person;
    }

    /** The state of somebody of whom nothing is known as a person. */
    public ParticipantState(
            long lifetimePoints,
            @Nullable String tier,
            List<String> badges,
            Map<String, ChallengeState> challenges,
            Map<String, StreakState> streaks,
            Map<String, CapState> caps,
            @Nullable Account account) {
        this(
                lifetimePoints,
                tier,
                badges,
                challenges,
                streaks,
                caps,
                account == null ? Account.of(lifetimePoints) : account,
                Person.UNKNOWN);
    }

    /** What administrators have said of the person. */
    public Profile profile() {
        return person.profile();
    }

    /** Days that break no streak. */
    public FreeDays freeDays() {
        return person.freeDays();
    }

    /** Whether nothing is known of the participant, or nothing but that somebody of the id was erased. */
    @JsonIgnore
    public boolean isForgotten() {
        return equals(EMPTY.with(EMPTY.person.with(person.erasures())));
    }

    /** The same with another person. */
    public ParticipantState with(Person newPerson) {
        return new ParticipantState(lifetimePoints, tier, badges, challenges, streaks, caps, account, newPerson);
    }

    /** The state with one change applied: the only place where state changes. */
    public ParticipantState after(Change change) {
        if (change instanceof Change.PointsMoved moved) {
            return new ParticipantState(
                    moved.lifetimePoints(), tier, badges, challenges, streaks, caps, moved.account(), person);
        } else if (change instanceof Change.CapUsed used) {
            return withCaps(
                    with(caps, used.ruleId(), cap(used.ruleId(), used.every()).with(used.period(), used.used())));
        } else if (change instanceof Change.TierReached reached) {
            return new ParticipantState(
                    lifetimePoints, reached.tierId(), badges, challenges, streaks, caps, account, person);
        } else if (change instanceof Change.BadgeAdded added) {
            List<String> more = new ArrayList<>(badges);
            more.add(added.badgeId());
            return new ParticipantState(lifetimePoints, tier, more, challenges, streaks, caps, account, person);
        } else if (change instanceof Change.StreakMoved moved) {
            return new ParticipantState(
                    lifetimePoints,
                    tier,
                    badges,
                    challenges,
                    with(streaks, moved.streakId(), moved.state()),
                    caps,
                    account,
                    person);
        } else if (change instanceof Change.PersonChanged changed) {
            return with(changed.person());
        } else if (change instanceof Change.Erased erased) {
            return EMPTY.with(erased.person());
        } else if (change instanceof Change.ChallengeBegun begun) {
            return withChallenge(
                    begun.challengeId(),
                    new ChallengeState(
                            false,
                            begun.at(),
                            Map.of(),
                            List.of(),
                            Map.of(),
                            begun.at(),
                            begun.earliestAt(),
                            begun.repeats()));
        } else if (change instanceof Change.ChallengeSpans spans) {
            String id = spans.challengeId();
            return withChallenge(id, challenge(id).at(spans.begunAt(), spans.latestAt()));
        } else if (change instanceof Change.ObjectiveBanked banked) {
            String id = banked.challengeId();
            return withChallenge(id, challenge(id).withBanked(banked.objectiveId(), banked.state()));
        } else if (change instanceof Change.ObjectiveAdvanced advanced) {
            String id = advanced.challengeId();
            return withChallenge(id, challenge(id).with(advanced.objectiveId(), advanced.state()));
        } else if (change instanceof Change.ChallengeMilestone milestone) {
            String id = milestone.challengeId();
            return withChallenge(id, challenge(id).withMilestone(milestone.count()));
        } else if (change instanceof Change.ChallengeCompleted completed) {
            String id = completed.challengeId();
            return withChallenge(id, challenge(id).asCompleted());
        }
        throw new IllegalArgumentException("expected a known kind of change, but " + change);
    }

    /** Progress in a challenge; the empty one when never touched. */
    public ChallengeState challenge(String challengeId) {
        return challenges.getOrDefault(challengeId, ChallengeState.UNTOUCHED);
    }

    /** What is used of a rule's cap; nothing when the cap's period is another than before. */
    public CapState cap(String ruleId, Cap.Every every) {
        CapState known = caps.get(ruleId);
        return known == null || known.every() != every ? new CapState(every, Map.of()) : known;
    }

    private ParticipantState withCaps(Map<String, CapState> more) {
        return new ParticipantState(lifetimePoints, tier, badges, challenges, streaks, more, account, person);
    }

    private ParticipantState withChallenge(String challengeId, ChallengeState challenge) {
        return new ParticipantState(
                lifetimePoints, tier, badges, with(challenges, challengeId, challenge), streaks, caps, account, person);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
