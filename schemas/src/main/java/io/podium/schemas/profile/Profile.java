package io.podium.schemas.profile;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podium.schemas.json.Json;
import io.podium.schemas.json.NumberBounds;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A participant as a person. The time zone is a name, since a processor's zone data may be older than that of the node
 * that took it: one that is unknown there counts as none.
 *
 * @param displayName up to {@value #NAME_CHARACTERS} characters; null for none
 * @param avatarUrl up to {@value #URL_CHARACTERS} characters; null for none
 * @param timezone IANA name; null for none
 * @param dayStartsAt when the person's day begins, from 00:00 to 06:00; null for midnight
 * @param attributes scalars by name, up to {@value #ATTRIBUTES} of them; an object
 * @param hidden whether the person does not want to be shown to others
 * @param teams up to {@value #TEAMS} names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
        @Nullable String displayName,
        @Nullable String avatarUrl,
        @Nullable String timezone,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime dayStartsAt,
        JsonNode attributes,
        boolean hidden,
        List<String> teams) {

    /** Longest name, in UTF-16 characters; also of a team and of an attribute. */
    public static final int NAME_CHARACTERS = 100;
    /** Longest address of a picture, in UTF-16 characters. */
    public static final int URL_CHARACTERS = 500;
    /** Most attributes. */
    public static final int ATTRIBUTES = 50;
    /** Longest text of an attribute, in UTF-16 characters. */
    public static final int ATTRIBUTE_CHARACTERS = 255;
    /** Most teams. */
    public static final int TEAMS = 5;
    /** Largest profile, in bytes of JSON: it is part of what is read and written for each event of the participant. */
    public static final int MAX_BYTES = 8 * 1024;
    /** The latest begin of a day. */
    public static final LocalTime LATEST_DAY_START = LocalTime.of(6, 0);

    /** Of a participant of whom nothing is known. */
    public static final Profile NONE =
            new Profile(null, null, null, null, JsonNodeFactory.instance.objectNode(), false, List.of());

    public Profile {
        attributes = attributes == null ? JsonNodeFactory.instance.objectNode() : attributes;
        teams = teams == null ? List.of() : List.copyOf(teams);
        check(isText(displayName, NAME_CHARACTERS), "a display_name of 1 to " + NAME_CHARACTERS + " characters");
        check(isText(avatarUrl, URL_CHARACTERS), "an avatar_url of 1 to " + URL_CHARACTERS + " characters");
        check(isText(timezone, NAME_CHARACTERS), "a timezone of 1 to " + NAME_CHARACTERS + " characters");
        check(dayStartsAt == null || !dayStartsAt.isAfter(LATEST_DAY_START), "a day that starts by 06:00");
        check(attributes.isObject() && attributes.size() <= ATTRIBUTES, "at most " + ATTRIBUTES + " attributes");
        attributes.properties().forEach(Profile::check);
        check(teams.size() <= TEAMS && teams.stream().allMatch(team -> isText(team, NAME_CHARACTERS)), "a few teams");
        check(Json.write(attributes).length <= MAX_BYTES, "at most " + MAX_BYTES + " bytes");
    }

    private static void check(Map.Entry<String, JsonNode> attribute) {
        JsonNode value = attribute.getValue();
        check(isText(attribute.getKey(), NAME_CHARACTERS), "names of 1 to " + NAME_CHARACTERS + " characters");
        check(
                value.isNumber() && NumberBounds.hold(value.decimalValue())
                        || value.isBoolean()
                        || value.isTextual()
                                && (value.textValue().isEmpty() || isText(value.textValue(), ATTRIBUTE_CHARACTERS)),
                "scalars: numbers up to 1e" + NumberBounds.EXPONENT + ", texts of at most " + ATTRIBUTE_CHARACTERS
                        + " characters");
    }

    private static boolean isText(@Nullable String text, int longest) {
        return text == null
                || !text.isEmpty()
                        && text.length() <= longest
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", but it is not");
        }
    }

    /** The time zone, where there is one that this machine knows. */
    public Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(timezone).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether another profile has the same time zone and the same begin of days. */
    public boolean hasClockOf(Profile other) {
        return Objects.equals(timezone, other.timezone) && Objects.equals(dayStartsAt, other.dayStartsAt);
    }

    /** Size as JSON, in bytes. */
    @JsonIgnore
    public int bytes() {
        return Json.write(this).length;
    }
}
