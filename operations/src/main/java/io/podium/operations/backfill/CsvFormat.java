package io.podium.operations.backfill;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written, where it is not as RFC 4180 has it.
 *
 * @param delimiter between cells; null to take it from a {@code sep=} line or from the header line
 * @param charset null to take it from a byte order mark, else UTF-8
 * @param trim whether spaces around cells are no part of them; those around names of columns never are
 */
public record CsvFormat(
        @Nullable Character delimiter, @Nullable Charset charset, boolean trim) {

    /** Everything as the file itself says. */
    public static final CsvFormat DETECTED = new CsvFormat(null, null, false);

    /**
     * The delimiter that a text names: the character itself, or {@code tab}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Character delimiter(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        } else if (text.length() != 1 || "\"\r\n".contains(text)) {
            throw new IllegalArgumentException("expected one character or tab as delimiter, but " + text);
        }
        return text.charAt(0);
    }

    /**
     * The character set of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a character set such as UTF-8 or windows-1252, but " + name, e);
        }
    }
}
