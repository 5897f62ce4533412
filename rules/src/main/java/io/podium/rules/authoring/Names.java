package io.podium.rules.authoring;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the names that there are was meant by one that there is not. */
public final class Names {

    private static final int MAX_CHARACTERS = 100;

    private Names() {}

    /** The nearest name, when it is near: one letter in three may be another, missing, too many or swapped. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        int most = Math.max(1, (name.length() + 1) / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code  (did you mean x?)}, or nothing. */
    public static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
    }

    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distances[i][j] = i == 0 ? j : j == 0 ? i : step(distances, one, other, i, j);
            }
        }
        return distances[one.length()][other.length()];
    }

    private static int step(int[][] distances, String one, String other, int i, int j) {
        boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        int best = Math.min(
                distances[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
