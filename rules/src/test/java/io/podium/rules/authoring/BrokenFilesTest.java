package io.podium.rules.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.podium.rules.program.ProgramParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Good rule files, broken in every way that chance finds: each is refused with a place, or is good; never more. */
class BrokenFilesTest {

    private static final int BROKEN = 1_500;
    private static final List<String> TOKENS = List.of(
            "null",
            "~",
            "-1",
            "0",
            "1e99",
            "0x10",
            ".inf",
            "99999999999999999999",
            "true",
            "\"\"",
            "[]",
            "{}",
            "[[",
            "}",
            ": :",
            "- -",
            "&a x",
            "*a",
            "!!binary x",
            "%",
            "\t",
            "\u0000",
            "\ud800",
            "é",
            "x".repeat(300),
            "attributes.",
            "1 + 'a'",
            "Mars/Olympus",
            "2026-13-01T00:00:00Z",
            "yesterday",
            "completion",
            "kind: contest",
            "---",
            "'",
            "|",
            ">",
            "? x");

    private final RuleFiles files = new RuleFiles(new ProgramParser());

    @Test
    void every_broken_file_is_refused_with_its_place_or_is_good() {
        long seed = Long.getLong("podium.seed", new Random().nextLong());
        Random random = new Random(seed);
        List<String> samples = samples();
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < BROKEN; i++) {
            String broken = samples.get(random.nextInt(samples.size()));
            for (int times = random.nextInt(3); times >= 0; times--) {
                broken = broken(broken, random);
            }
            String text = broken;
            assertThatCode(() -> check(text, refused))
                    .as("seed %s, file %s:%n%s", seed, i, text)
                    .doesNotThrowAnyException();
        }
        assertThat(refused.get())
                .as("mutations that break nothing prove nothing; seed %s", seed)
                .isGreaterThan(1_000);
    }

    private void check(String text, AtomicInteger refused) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<RuleProblem> problems = files.read(Map.of("rules.yaml", bytes)).problems();
        refused.addAndGet(problems.isEmpty() ? 0 : 1);
        long lines = text.lines().count() + 1;
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(1, (int) lines);
            assertThat(problem.column()).isPositive();
            assertThat(problem.message()).isNotBlank().doesNotContain("Exception", "\tat ");
            assertThat(problem.code()).isNotBlank();
        });
    }

    private static String broken(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        switch (random.nextInt(9)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(at, " ".repeat(random.nextInt(5)) + line);
            case 3 ->
                lines.set(at, line.contains(":") ? line.substring(0, line.indexOf(':') + 1) + " " + token : token);
            case 4 -> lines.set(at, line.replaceFirst("[a-z]", "x"));
            case 5 -> lines.set(at, line.replaceFirst(":", ""));
            case 6 -> lines.set(at, line.replaceAll("[0-9]+", Integer.toString(random.nextInt())));
            case 7 -> {
                int cut = random.nextInt(text.length() + 1);
                return text.substring(0, cut)
                        + token
                        + text.substring(Math.min(text.length(), cut + random.nextInt(9)));
            }
            default -> lines.add(at, "unknown_member: " + token);
        }
        return String.join("\n", lines);
    }

    private static List<String> samples() {
        try (Stream<Path> paths = Files.walk(Path.of("samples"))) {
            List<String> texts = new ArrayList<>();
            for (Path path : paths.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("scenarios"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(path));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
