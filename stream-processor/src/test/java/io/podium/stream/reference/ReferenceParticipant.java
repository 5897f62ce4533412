package io.podium.stream.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the model remembers of a participant. */
final class ReferenceParticipant {
    long points;
    String tier;
    final List<String> badges = new ArrayList<>();
    /** By {@code challenge/objective}. */
    final Map<String, Long> progress = new HashMap<>();
    /** {@code challenge/objective} and {@code challenge}. */
    final Set<String> done = new HashSet<>();
}
