package io.podium.operations.backfill;

import io.podium.rules.authoring.Names;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The columns of a source beside those that a mapping looks at.
 *
 * @param duplicates names that more than one column has; they are left out
 * @param missing names that the mapping looks at and the source does not have, each with what was probably meant
 */
public record ColumnCheck(Set<String> duplicates, List<String> missing) {

    /**
     * Reads the header of a source.
     *
     * @throws IllegalArgumentException when the mapping looks at a name that more than one column has
     */
    static ColumnCheck of(Source source, Mapping mapping) throws IOException {
        try (Rows rows = source.open()) {
            List<String> wanted =
                    rows.duplicateColumns().stream().filter(mapping::looksAt).toList();
            if (!wanted.isEmpty()) {
                throw new IllegalArgumentException("expected each column once, but the header has "
                        + String.join(", ", wanted) + " more than once, and the mapping looks at it");
            }
            Set<String> there = rows.columns();
            List<String> missing = there.isEmpty()
                    ? List.of()
                    : mapping.columns().stream()
                            .filter(name -> !there.contains(name))
                            .map(name -> name + Names.didYouMean(name, there))
                            .toList();
            return new ColumnCheck(rows.duplicateColumns(), missing);
        }
    }
}
