package io.podium.ingest.live;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a stream is in its participant's outcomes, as its events' ids carry it: good on every node, since it is made of
 * the log's own numbers. The text is the partition and the offsets in base 36 with dots between, and what the topics'
 * names end in: {@code 1.2s.0.4.1.0.9}, of a generation {@code 1.2s.0.4.1.0.9-g3}.
 *
 * @param suffix what the topics' names end in; empty in the first live run
 * @param partition of all topics, which a participant's outcomes share
 * @param offsets of the next record of each {@link OutcomeKind}, in their order
 */
record StreamPosition(String suffix, int partition, List<Long> offsets) {

    private static final int RADIX = 36;
    private static final Pattern FORM = Pattern.compile(
            "[0-9a-z]{1,5}(\\.[0-9a-z]{1,12}){" + OutcomeKind.all().size() + "}");

    StreamPosition {
        requireNonNull(suffix);
        offsets = List.copyOf(offsets);
    }

    /** What an event's id says; empty for any other text. */
    static Optional<StreamPosition> parse(String id) {
        int hyphen = id.indexOf('-');
        String numbers = hyphen < 0 ? id : id.substring(0, hyphen);
        if (!FORM.matcher(numbers).matches()) {
            return Optional.empty();
        }
        String[] parts = numbers.split("\\.", -1);
        List<Long> offsets = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            offsets.add(Long.parseLong(parts[i], RADIX));
        }
        return Optional.of(
                new StreamPosition(hyphen < 0 ? "" : id.substring(hyphen), Integer.parseInt(parts[0], RADIX), offsets));
    }

    /** Where the record behind this one of a kind is. */
    StreamPosition behind(OutcomeKind kind, long offset) {
        List<Long> next = new ArrayList<>(offsets);
        next.set(kind.index(), offset + 1);
        return new StreamPosition(suffix, partition, next);
    }

    /** The offset of the next record of a kind. */
    long next(OutcomeKind kind) {
        return offsets.get(kind.index());
    }

    /** The later offset of each kind. */
    StreamPosition orLater(StreamPosition other) {
        List<Long> later = new ArrayList<>();
        OutcomeKind.all().forEach(kind -> later.add(Math.max(next(kind), other.next(kind))));
        return new StreamPosition(suffix, partition, later);
    }

    /** How many records lie between, at the most; offsets of this that are behind the other's count for none. */
    long upTo(StreamPosition other) {
        long records = 0;
        for (OutcomeKind kind : OutcomeKind.all()) {
            records += Math.max(0, other.next(kind) - next(kind));
        }
        return records;
    }

    /** Whether it is in the same topics and the same partition. */
    boolean isComparable(StreamPosition other) {
        return suffix.equals(other.suffix) && partition == other.partition;
    }

    /** As an event's id. */
    String text() {
        return Integer.toString(partition, RADIX)
                + offsets.stream()
                        .map(offset -> "." + Long.toString(offset, RADIX))
                        .collect(Collectors.joining())
                        .toLowerCase(Locale.ROOT)
                + suffix;
    }
}
