package io.podium.rules.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.key.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The different values that an objective has seen, each as the first 64 bits of its SHA-256, so that a value takes 8
 * bytes however long it is. Of a thousand values two are taken for one with a probability of 1 to 4 * 10^13.
 *
 * @param hashes sorted, none twice
 */
public record DistinctValues(List<Long> hashes) {

    /** None yet. */
    public static final DistinctValues NONE = new DistinctValues(List.of());

    public DistinctValues {
        hashes = List.copyOf(hashes);
    }

    /** Reads hashes, or the texts that stood in earlier forms of state. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DistinctValues of(List<JsonNode> values) {
        return ofHashes(values.stream()
                .map(value -> value.isTextual() ? hash(value.textValue()) : value.longValue())
                .toList());
    }

    /** Of hashes in any order. */
    static DistinctValues ofHashes(List<Long> hashes) {
        return new DistinctValues(hashes.stream().distinct().sorted().toList());
    }

    /** With a value, by a text that is the same for equal values only. */
    public DistinctValues with(String value) {
        return with(hash(value));
    }

    /** With the value of a hash. */
    public DistinctValues with(long hash) {
        int place = Collections.binarySearch(hashes, hash);
        if (place >= 0) {
            return this;
        }
        List<Long> more = new ArrayList<>(hashes);
        more.add(-place - 1, hash);
        return new DistinctValues(more);
    }

    /** Without the value of a hash. */
    public DistinctValues without(long hash) {
        return new DistinctValues(hashes.stream().filter(other -> other != hash).toList());
    }

    /** How many. */
    public int count() {
        return hashes.size();
    }

    @JsonValue
    List<Long> json() {
        return hashes;
    }

    /** The hash of a text that is the same for equal values only. */
    public static long hash(String value) {
        return Sha256.first64Bits(value);
    }
}
