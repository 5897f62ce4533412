package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line prints, on streams that show nothing until they are flushed, as a process's are. */
class PodiumTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "rules --version",
                "backfill --version",
                "--help",
                "sql --help",
                "topics asyncapi",
                "sql --export . --example daily-active --show",
            })
    void what_a_command_prints_is_shown(String words) {
        assertThat(run(words.split(" "))).isZero();
        assertThat(out.toString()).isNotBlank().endsWith(System.lineSeparator());
        if (words.endsWith("--version")) {
            assertThat(out.toString()).contains("podium ", "Kafka 4", "Java ");
        }
    }

    /** Every command has one, and each explains all that it takes. */
    @Test
    void every_command_has_help_and_a_version() {
        everyCommand(Podium.commandLine(), "");
    }

    private void everyCommand(CommandLine command, String words) {
        for (String option : List.of("--help", "--version")) {
            out.getBuffer().setLength(0);
            assertThat(run((words + " " + option).strip().split(" "))).as(words).isZero();
            assertThat(out.toString()).as(words + " " + option).isNotBlank();
        }
        command.getSubcommands().forEach((name, sub) -> everyCommand(sub, (words + " " + name).strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest --prot 3|podium ingest: unknown option --prot (did you mean --port?)",
                "ingest --prot=3|podium ingest: unknown option --prot (did you mean --port?)",
                "ruels list|podium: unknown command ruels (did you mean rules?)",
                "rules aply d|podium rules: unknown command aply (did you mean apply?)",
                "processor --bootstrap-servers b --state-dir d --dedup-window 2s"
                        + "|expected a duration like PT2S, PT0.5S or PT1H30M, but 2s",
                "rules apply d --tenant t --bootstrap-servers b --from tomorrow"
                        + "|expected an instant like 2026-05-01T00:00:00Z, but tomorrow",
                "ingest --port many|many",
            })
    void wrong_words_are_reported_with_what_was_meant(String words, String message) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("--help");
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void javas_failures_are_reported_in_words() {
        assertThat(Failures.message(new NoSuchFileException("a/b"))).isEqualTo("no such file or directory: a/b");
        assertThat(Failures.message(new IllegalStateException(new BindException("Address already in use"))))
                .startsWith("expected an address that can be listened on");
        assertThat(Failures.message(new IllegalStateException())).isNotBlank();
    }

    private int run(String... words) {
        CommandLine commandLine = Podium.commandLine()
                .setOut(new PrintWriter(new BufferedWriter(out)))
                .setErr(new PrintWriter(new BufferedWriter(err)));
        return Podium.run(commandLine, words, Map.of());
    }
}
