package io.podium.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that a manual in Markdown shows, in its order: those in fenced blocks without a language, one a line
 * or over several where a line ends in a backslash or within quotes, and those in the text that are a podium with
 * words behind it; one that is only the beginning of another is a mention of that. What stands behind a line {@code
 * HTTP/1.1} in a block is an answer, and a block with arrows is a picture.
 */
final class DocumentedCommands {

    private static final Pattern PART =
            Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```$|`(podium\\s[a-z]+\\s[^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("(^| {2,})# .*");
    private static final String PICTURE = "►";
    private static final String ANSWER = "HTTP/1.1";

    private DocumentedCommands() {}

    /** All of them; white space within one that has several lines is as it stands. */
    static List<String> of(String markdown) {
        List<String> commands = new ArrayList<>();
        Matcher part = PART.matcher(markdown);
        while (part.find()) {
            if (part.group(3) != null) {
                commands.add(part.group(3).replaceAll("\\s+", " "));
            } else if (part.group(1).isEmpty() && !part.group(2).contains(PICTURE)) {
                block(part.group(2), commands);
            }
        }
        return commands.stream()
                .filter(command -> commands.stream().noneMatch(other -> other.startsWith(command + " ")))
                .toList();
    }

    private static void block(String block, List<String> commands) {
        StringBuilder command = new StringBuilder();
        for (String line : block.lines().toList()) {
            if (line.startsWith(ANSWER)) {
                return;
            }
            command.append(command.isEmpty() ? "" : "\n").append(withoutComment(line, command.isEmpty()));
            boolean continues = line.endsWith("\\")
                    || command.chars().filter(c -> c == '\'').count() % 2 == 1;
            if (!continues) {
                String whole = command.toString().strip();
                if (!whole.isEmpty()) {
                    commands.add(whole);
                }
                command.setLength(0);
            }
        }
    }

    private static String withoutComment(String line, boolean first) {
        return first ? COMMENT.matcher(line).replaceFirst("") : line;
    }

    /** The first line of a command, by which it is recognized. */
    static String firstLine(String command) {
        return command.lines().findFirst().orElse("").strip();
    }
}
