package io.podium.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EventIdTest {

    @Test
    void a_record_without_id_gets_the_same_one_in_every_replay() {
        assertThat(EventId.at("raw-events", 3, 42, 1_777_545_720_000L))
                .isEqualTo(EventId.at("raw-events", 3, 42, 1_777_545_720_000L))
                .isEqualTo("evt_01KQEZPC60BWN3039RE8G835KB");
    }

    @Test
    void places_in_the_log_have_ids_of_their_own() {
        Set<String> ids = new HashSet<>();
        for (int partition = 0; partition < 10; partition++) {
            for (long offset = 0; offset < 1_000; offset++) {
                ids.add(EventId.at("raw-events", partition, offset, 5));
            }
        }
        ids.add(EventId.at("rekeyed-events", 0, 0, 5));
        assertThat(ids).hasSize(10_001);
    }

    @Test
    void a_timestamp_before_the_epoch_counts_as_the_epoch() {
        assertThat(EventId.createdAt(EventId.at("raw-events", 0, 0, -1))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void only_evt_and_a_ulid_is_an_event_id() {
        assertThat(EventId.isValid("evt_01HWABCDEFGHJKMNPQRSTVWXYZ")).isTrue();
        assertThat(EventId.isValid("evt_01HWABCDEFGHJKMNPQRSTVWXYU"))
                .as("U is no letter of ULIDs")
                .isFalse();
        assertThat(EventId.isValid("evt_81HWABCDEFGHJKMNPQRSTVWXYZ"))
                .as("over 128 bits")
                .isFalse();
        assertThat(EventId.isValid("01HWABCDEFGHJKMNPQRSTVWXYZ")).isFalse();
        assertThat(EventId.isValid("evt_01HWABCDEFGHJKMNPQRSTVWXY")).isFalse();
        assertThat(EventId.isValid("")).isFalse();
    }

    @Property
    void every_derived_id_is_valid_and_reports_when_it_was_made(
            @ForAll @IntRange(min = 0) int partition,
            @ForAll @LongRange(min = 0) long offset,
            @ForAll @LongRange(min = 0, max = (1L << 48) - 1) long timestamp) {
        String id = EventId.at("raw-events", partition, offset, timestamp);
        assertThat(EventId.isValid(id)).isTrue();
        assertThat(EventId.createdAt(id).toEpochMilli()).isEqualTo(timestamp);
    }

    /** Those that are in logs already stay what they are: 128 bits in Crockford's base 32, the 3 highest first. */
    @Property
    void ids_are_written_as_they_always_were(
            @ForAll @IntRange(min = 0) int partition, @ForAll @LongRange(min = 0) long offset, @ForAll long timestamp)
            throws NoSuchAlgorithmException {
        byte[] place = ("raw-events|" + partition + "|" + offset).getBytes(StandardCharsets.UTF_8);
        BigInteger time = BigInteger.valueOf(Math.max(0, timestamp)).mod(BigInteger.ONE.shiftLeft(48));
        BigInteger hash = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(place)).shiftRight(256 - 80);
        BigInteger bits = time.shiftLeft(80).or(hash);
        StringBuilder text = new StringBuilder("evt_");
        for (int shift = 125; shift >= 0; shift -= 5) {
            text.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ"
                    .charAt(bits.shiftRight(shift).intValue() & 31));
        }
        assertThat(EventId.at("raw-events", partition, offset, timestamp)).isEqualTo(text.toString());
    }
}
