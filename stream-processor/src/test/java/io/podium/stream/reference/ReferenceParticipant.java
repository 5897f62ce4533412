package io.podium.stream.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the model remembers of a participant. */
final class ReferenceParticipant {
    /** Whether the one before was erased so that nothing counts any more. */
    boolean blocked;

    long points;
    final ReferenceAccount account = new ReferenceAccount();
    final ReferencePerson person = new ReferencePerson();
    /** What each event gave, in the order of the events. */
    final List<ReferenceGave> gave = new ArrayList<>();

    String tier;
    final List<String> badges = new ArrayList<>();
    /** Used points by {@code rule/kind of period/first day of the period}. */
    final Map<String, Long> caps = new HashMap<>();
    /** By {@code challenge/objective}. */
    final Map<String, BigDecimal> progress = new HashMap<>();
    /** {@code challenge/objective}, {@code challenge} and {@code challenge#milestone}. */
    final Set<String> done = new HashSet<>();
    /** The participation that is under way or was the latest, by challenge. */
    final Map<String, Took> took = new HashMap<>();

    /** A participation. */
    static final class Took {
        Instant begun;
        Instant latest;
        Instant notBefore;
        long repeats;
    }

    /** Progress before prerequisites are done, by {@code challenge/objective}. */
    final Map<String, BigDecimal> bank = new HashMap<>();
    /** By {@code challenge/objective}. */
    final Map<String, Set<String>> values = new HashMap<>();
    /** By {@code challenge/objective}. */
    final Map<String, TreeSet<LocalDate>> days = new HashMap<>();

    final Map<String, Streak> streaks = new HashMap<>();

    /** All that was ever done for a streak. */
    static final class Streak {
        String period;
        /** Instants in order by the first day of the period. */
        final TreeMap<LocalDate, List<Instant>> ticks = new TreeMap<>();

        /** Days that do not break it, by freezes that were granted or because it was restored. */
        final TreeSet<LocalDate> saved = new TreeSet<>();

        long stock;
        long length;
        long longest;
        final Set<Long> milestones = new HashSet<>();
    }

    void forget(String challenge) {
        progress.keySet().removeIf(name -> name.startsWith(challenge + "/"));
        values.keySet().removeIf(name -> name.startsWith(challenge + "/"));
        days.keySet().removeIf(name -> name.startsWith(challenge + "/"));
        done.removeIf(
                name -> name.equals(challenge) || name.startsWith(challenge + "/") || name.startsWith(challenge + "#"));
        bank.keySet().removeIf(name -> name.startsWith(challenge + "/"));
    }
}
