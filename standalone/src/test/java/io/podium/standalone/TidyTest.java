package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits of this repository that no compiler checks. */
class TidyTest {

    private static final Path ROOT = Path.of("..");
    private static final int FILE_LINES = 300;
    private static final int LINE_CHARACTERS = 120;
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)]*)?\\)");
    /** Report or publish what somebody is to know; an API node is not a front. */
    private static final Pattern BANNED = Pattern.compile("(?i)\\b(told|tells?|telling|HTTP front)\\b");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!](\\s|$)");

    @Test
    void files_and_lines_of_java_have_a_bound() throws IOException {
        for (Path file : sources(path -> true)) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.size()).as("lines of %s", file).isLessThanOrEqualTo(FILE_LINES);
            assertThat(withoutTexts(lines)).as(file.toString()).allSatisfy(line -> assertThat(line.length())
                    .isLessThanOrEqualTo(LINE_CHARACTERS));
        }
    }

    /** The formatter breaks no literals, and text blocks are as they are. */
    private static List<String> withoutTexts(List<String> lines) {
        List<String> code = new ArrayList<>();
        boolean text = false;
        for (String line : lines) {
            boolean turns = line.split("\"\"\"", -1).length % 2 == 0;
            if (!text && !line.contains("\"")) {
                code.add(line);
            }
            text ^= turns;
        }
        return code;
    }

    @Test
    void only_commands_and_benchmarks_print() throws IOException {
        for (Path file : sources(path -> isMain(path)
                && !isUnder(path, "command")
                && !isUnder(path, "benchmarks")
                && !path.endsWith("HaltOnOutOfMemory.java"))) { // which has no memory left for a logger
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("System.out", "System.err");
        }
    }

    @Test
    void the_terms_are_those_of_the_field() throws IOException {
        for (Path file : files(path -> path.toString().matches(".*\\.(java|md)") && !path.endsWith("TidyTest.java"))) {
            assertThat(BANNED.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void what_is_left_to_do_has_a_reason() throws IOException {
        for (Path file : sources(path -> !path.endsWith("TidyTest.java"))) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(TODO|FIXME)(?!: \\w+ \\w+ \\w+)");
        }
    }

    @Test
    void every_package_says_what_it_is_for() throws IOException {
        List<Path> packages = sources(TidyTest::isMain).stream()
                .map(Path::getParent)
                .distinct()
                .toList();
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            assertThat(info).exists();
            Matcher end = SENTENCE_END.matcher(Files.readString(info).replaceAll("(?s)\\*/.*", ""));
            assertThat(end.results().count()).as("sentences of %s", info).isGreaterThanOrEqualTo(2);
            assertThat(info).content().contains("@NullMarked\npackage");
        }
    }

    @Test
    void links_of_documents_lead_somewhere() throws IOException {
        for (Path file : files(path -> path.toString().endsWith(".md"))) {
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                String target = link.group(1);
                Path wanted = target.isEmpty() ? file : file.resolveSibling(target);
                assertThat(wanted).as("%s of %s", link.group(), file).exists();
                if (link.group(2) != null && wanted.toString().endsWith(".md")) {
                    assertThat(anchors(wanted))
                            .as("%s of %s", link.group(), file)
                            .contains(link.group(2));
                }
            }
        }
    }

    /** Headings as forges make anchors of them. */
    private static List<String> anchors(Path markdown) throws IOException {
        return Files.readAllLines(markdown).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w -]", "")
                                .replace(' ', '-'))
                .toList();
    }

    private static boolean isMain(Path path) {
        return path.toString().contains("/src/main/java/");
    }

    private static boolean isUnder(Path path, String folder) {
        return path.toString().contains("/" + folder + "/");
    }

    private static List<Path> sources(Predicate<Path> wanted) throws IOException {
        return files(path -> path.toString().endsWith(".java") && wanted.test(path));
    }

    private static List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(path -> !path.getFileName().toString().startsWith(".")).forEach(path -> {
                try (Stream<Path> all = Files.walk(path)) {
                    all.filter(file -> !isUnder(file, "target") && !isUnder(file, "node_modules"))
                            .filter(Files::isRegularFile)
                            .filter(wanted)
                            .forEach(found::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
