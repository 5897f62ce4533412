package io.podium.rules.authoring;

/**
 * Something wrong in a rule file.
 *
 * @param line from 1
 * @param column from 1
 * @param path dotted, from the definition's root
 */
public record RuleProblem(String file, int line, int column, String path, String code, String message) {

    /** The same line with the word warning behind the position. */
    public String asWarning() {
        return line("warning: ");
    }

    /** One line, in the form that editors and terminals link: {@code file:line:column: path: message [code]}. */
    @Override
    public String toString() {
        return line("");
    }

    private String line(String kind) {
        String where = path.isEmpty() ? "" : path + ": ";
        return file + ":" + line + ":" + column + ": " + kind + where + message + " [" + code + "]";
    }
}
