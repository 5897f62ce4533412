package io.podium.schemas.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.podium.schemas.json.Json;
import io.podium.schemas.state.ProfileRecord;
import java.time.LocalTime;

/** A profile as it is stored. */
public final class ProfileCodec {
    private ProfileCodec() {}

    /** The message of a profile. */
    public static ProfileRecord message(Profile profile) {
        ProfileRecord.Builder message =
                ProfileRecord.newBuilder().setHidden(profile.hidden()).addAllTeams(profile.teams());
        if (profile.displayName() != null) {
            message.setDisplayName(profile.displayName());
        }
        if (profile.avatarUrl() != null) {
            message.setAvatarUrl(profile.avatarUrl());
        }
        if (profile.timezone() != null) {
            message.setTimezone(profile.timezone());
        }
        if (profile.dayStartsAt() != null) {
            message.setDayStartsAt(profile.dayStartsAt().toSecondOfDay());
        }
        if (!profile.attributes().isEmpty()) {
            message.setAttributes(ByteString.copyFrom(Json.write(profile.attributes())));
        }
        return message.build();
    }

    /** The profile of a message. */
    public static Profile value(ProfileRecord message) {
        return new Profile(
                message.hasDisplayName() ? message.getDisplayName() : null,
                message.hasAvatarUrl() ? message.getAvatarUrl() : null,
                message.hasTimezone() ? message.getTimezone() : null,
                message.hasDayStartsAt() ? LocalTime.ofSecondOfDay(message.getDayStartsAt()) : null,
                message.getAttributes().isEmpty()
                        ? Profile.NONE.attributes()
                        : Json.read(message.getAttributes().toByteArray(), JsonNode.class),
                message.getHidden(),
                message.getTeamsList());
    }
}
