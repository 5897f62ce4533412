package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsTest {

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void words_come_before_the_environment_the_environment_before_the_file_and_the_file_before_defaults()
            throws IOException {
        Path file = Files.writeString(
                directory.resolve("podium.properties"), "query-port=1\nquery-host=fromfile\nthreads=3\nstate-dir=s\n");
        Settings settings = Settings.of(Map.of("PODIUM_QUERY_PORT", "2", "PODIUM_THREADS", "4"), file);
        CommandLine root = Podium.commandLine().setDefaultValueProvider(settings);
        root.parseArgs("processor", "--threads=5", "--bootstrap-servers=b");
        CommandLine processor = root.getSubcommands().get("processor");
        assertThat(value(processor, "--threads")).isEqualTo("5");
        assertThat(value(processor, "--query-port")).isEqualTo("2");
        assertThat(value(processor, "--query-host")).isEqualTo("fromfile");
        assertThat(value(processor, "--standbys")).isEqualTo("1");
    }

    @Test
    void keys_that_no_command_knows_are_refused_all_at_once() throws IOException {
        Path file = Files.writeString(directory.resolve("podium.properties"), "qeury-port=1\ncolour=red\n");
        assertThat(run("rules", "validate", ".", "--config=" + file)).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.endsWith("but qeury-port"))
                .anyMatch(line -> line.endsWith("but colour"));
    }

    @Test
    void a_file_that_is_not_there_and_a_value_of_the_wrong_type_are_reported() throws IOException {
        assertThat(run("rules", "validate", ".", "--config", "/no/such/file")).isEqualTo(2);
        assertThat(err.toString()).contains("expected a settings file that can be read", "/no/such/file");
        Path file = Files.writeString(directory.resolve("podium.properties"), "threads=many\n");
        assertThat(run("processor", "--bootstrap-servers=b", "--state-dir=s", "--config=" + file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'--threads'", "many");
    }

    private static String value(CommandLine command, String option) {
        return command.getCommandSpec().findOption(option).getValue().toString();
    }

    private int run(String... words) {
        CommandLine commandLine = Podium.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return Podium.run(commandLine, words, Map.of());
    }
}
