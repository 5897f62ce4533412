package io.podium.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import io.podium.ingest.command.CommandReader;
import io.podium.schemas.command.PersonCommand;
import io.podium.schemas.command.RawCommand;
import io.podium.schemas.event.NumberRange;
import io.podium.schemas.event.RawEventParser;
import io.podium.schemas.json.Json;
import io.podium.schemas.profile.Profile;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a profile: read as a whole, and all that is wrong with it is reported at once. */
final class ProfileBody {

    private static final String KEY = "idempotency_key";
    private static final String TIMEZONE = "timezone";
    private static final String DAY_START = "day_starts_at";
    private static final String ATTRIBUTES = "attributes";
    private static final String TEAMS = "teams";
    private static final Set<String> MEMBERS =
            Set.of("display_name", "avatar_url", TIMEZONE, DAY_START, ATTRIBUTES, "hidden", TEAMS, KEY);

    private final ObjectNode body;
    private final CommandReader in;

    private ProfileBody(ObjectNode body) {
        this.body = body;
        in = new CommandReader(body, MEMBERS);
    }

    /** The command of a request; without an idempotency key each request is one of its own. */
    static RawCommand command(ApiRequest request) throws RefusedException {
        ProfileBody read = new ProfileBody(CommandBodies.object(request));
        String participantId = CommandBodies.participantId(request, read.in);
        Profile profile = read.profile();
        String key = read.in.has(KEY) ? read.in.key() : UlidCreator.getUlid().toString();
        if (!read.in.problems().isEmpty()) {
            throw CommandBodies.invalid(read.in.problems());
        }
        return new RawCommand(participantId, key, new PersonCommand.SetProfile(profile));
    }

    private Profile profile() {
        String name = in.optionalText("display_name", Profile.NAME_CHARACTERS);
        String avatar = in.optionalText("avatar_url", Profile.URL_CHARACTERS);
        if (avatar != null && !avatar.matches("https?://[^\\s]+")) {
            in.problem("avatar_url", "bad_format", "expected an address with http or https, but another text came");
        }
        String zone = timezone();
        LocalTime start = dayStart();
        JsonNode attributes = attributes();
        boolean hidden = in.flag("hidden", false);
        List<String> teams = teams();
        tooLarge(Json.write(attributes).length);
        if (!in.problems().isEmpty()) {
            return Profile.NONE;
        }
        Profile profile = new Profile(name, avatar, zone, start, attributes, hidden, teams);
        tooLarge(profile.bytes());
        return profile;
    }

    private void tooLarge(int bytes) {
        if (bytes > Profile.MAX_BYTES) {
            in.problem(
                    "",
                    "too_large",
                    "expected a profile of at most " + Profile.MAX_BYTES + " bytes of JSON, but it has " + bytes);
        }
    }

    private @Nullable String timezone() {
        String name = in.optionalText(TIMEZONE, Profile.NAME_CHARACTERS);
        if (name != null && !isKnown(name)) {
            in.problem(
                    TIMEZONE,
                    "unknown_timezone",
                    "expected an IANA time zone such as Europe/Berlin, but " + name + " came");
        }
        return name;
    }

    /** Only names that every version of Java knows, as a rule is to count the same days on all nodes. */
    private static boolean isKnown(String name) {
        boolean region = name.contains("/") && !name.startsWith("SystemV/");
        return (region || name.equals("UTC")) && ZoneId.getAvailableZoneIds().contains(name);
    }

    private @Nullable LocalTime dayStart() {
        String text = in.optionalText(DAY_START, Profile.NAME_CHARACTERS);
        if (text == null || text.matches("0([0-5]:[0-5][0-9]|6:00)")) {
            return text == null ? null : LocalTime.parse(text);
        }
        in.problem(
                DAY_START,
                "out_of_range",
                "expected a time from 00:00 to " + Profile.LATEST_DAY_START + ", but " + text + " came");
        return null;
    }

    private JsonNode attributes() {
        JsonNode given = body.path(ATTRIBUTES);
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        if (given.isMissingNode() || given.isNull()) {
            return attributes;
        } else if (!given.isObject() || given.size() > Profile.ATTRIBUTES) {
            in.problem(
                    ATTRIBUTES,
                    given.isObject() ? "too_many" : "wrong_type",
                    "expected an object of at most " + Profile.ATTRIBUTES + " scalars, but "
                            + (given.isObject() ? given.size() + " came" : "another value came"));
            return attributes;
        }
        for (Map.Entry<String, JsonNode> one : given.properties()) {
            String path = ATTRIBUTES + "." + one.getKey();
            JsonNode value = one.getValue();
            if (one.getKey().isEmpty() || one.getKey().length() > Profile.NAME_CHARACTERS) {
                in.problem(
                        ATTRIBUTES,
                        "bad_name",
                        "expected names of 1 to " + Profile.NAME_CHARACTERS + " characters, but one of "
                                + one.getKey().length());
            } else if (value.isContainerNode() || value.isNull()) {
                in.problem(path, "not_scalar", "expected a string, a number or a boolean, but another value came");
            } else if (value.isTextual() && value.textValue().length() > Profile.ATTRIBUTE_CHARACTERS) {
                in.problem(
                        path,
                        "too_long",
                        "expected at most " + Profile.ATTRIBUTE_CHARACTERS + " characters, but "
                                + value.textValue().length());
            } else {
                attributes.set(one.getKey(), value);
            }
            NumberRange.problems(value, path)
                    .forEach(problem -> in.problem(problem.path(), problem.code(), problem.message()));
            unicode(path, one.getKey() + value.asText());
        }
        return attributes;
    }

    private List<String> teams() {
        JsonNode given = body.path(TEAMS);
        List<String> teams = new ArrayList<>();
        String expected = "expected at most " + Profile.TEAMS + " different names of 1 to " + Profile.NAME_CHARACTERS
                + " characters, but ";
        if (given.isMissingNode() || given.isNull()) {
            return teams;
        } else if (!given.isArray() || given.size() > Profile.TEAMS) {
            in.problem(
                    TEAMS,
                    given.isArray() ? "too_many" : "wrong_type",
                    expected + (given.isArray() ? given.size() + " came" : "another value came"));
            return teams;
        }
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i).isTextual() ? given.get(i).textValue() : "";
            if (name.isEmpty() || name.length() > Profile.NAME_CHARACTERS || teams.contains(name)) {
                in.problem(TEAMS + "[" + i + "]", "bad_name", expected + "this is none, or stands again");
            }
            unicode(TEAMS + "[" + i + "]", name);
            teams.add(name);
        }
        return teams;
    }

    private void unicode(String path, String text) {
        if (!RawEventParser.isEncodable(text)) {
            in.problem(path, "invalid_unicode", "expected Unicode text, but it has a surrogate without its partner");
        }
    }
}
