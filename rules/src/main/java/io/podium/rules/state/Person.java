package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podium.rules.period.FreeDays;
import io.podium.schemas.profile.Profile;
import java.time.Instant;

/**
 * The participant as a person.
 *
 * @param profile what administrators have said
 * @param freeDays days that break no streak
 * @param erasures that there was somebody of the same id before
 */
public record Person(
        @JsonInclude(JsonInclude.Include.NON_NULL) Profile profile,
        @JsonInclude(JsonInclude.Include.NON_NULL) FreeDays freeDays,
        @JsonInclude(JsonInclude.Include.NON_NULL) Erasures erasures) {

    /** Of whom nothing is known. */
    public static final Person UNKNOWN = new Person(Profile.NONE, FreeDays.NONE, Erasures.NONE);

    public Person {
        profile = profile == null ? Profile.NONE : profile;
        freeDays = freeDays == null ? FreeDays.NONE : freeDays;
        erasures = erasures == null ? Erasures.NONE : erasures;
    }

    /** The same with another profile and other free days. */
    public Person with(Profile newProfile, FreeDays newFreeDays) {
        return new Person(newProfile, newFreeDays, erasures);
    }

    /** Nobody, after somebody who was erased. */
    public Person erased(Instant at, boolean blocks) {
        return new Person(Profile.NONE, FreeDays.NONE, erasures.next(at, blocks));
    }

    /** The same with other erasures. */
    public Person with(Erasures newErasures) {
        return new Person(profile, freeDays, newErasures);
    }
}
