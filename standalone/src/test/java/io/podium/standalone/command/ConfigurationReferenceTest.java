package io.podium.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.KafkaConfig;
import io.podium.standalone.setup.DevConfig;
import io.podium.standalone.setup.IngestConfig;
import io.podium.standalone.setup.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Command line and documents say what the configuration records say. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final KafkaConfig KAFKA = new KafkaConfig("b:1");

    @Test
    void the_reference_is_what_the_settings_say() throws IOException {
        if (Boolean.getBoolean("podium.reference.write")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, ConfigurationReference.text());
        }
        assertThat(REFERENCE)
                .as("to be generated again, see its end")
                .content()
                .isEqualTo(ConfigurationReference.text());
    }

    @Test
    void without_words_the_command_line_gives_the_defaults() {
        assertThat(ConfigOptions.read(parsed("ingest", "--processors=h:1"), IngestConfig.class, KAFKA))
                .isEqualTo(Config.read(IngestConfig.class, Map.of("processors", "h:1"), KAFKA));
        assertThat(ConfigOptions.read(parsed("processor", "--state-dir=/s"), ProcessorConfig.class, KAFKA))
                .isEqualTo(Config.read(ProcessorConfig.class, Map.of("state-dir", "/s"), KAFKA));
        assertThat(ConfigOptions.read(parsed("dev"), DevConfig.class))
                .isEqualTo(Config.read(DevConfig.class, Map.of()));
    }

    @Test
    void words_the_environment_and_the_file_give_the_same_values() throws IOException {
        CommandSpec words = parsed("ingest", "--processors=h:1,i:1", "--processors", "j:1", "--drain=PT1S");
        IngestConfig expected =
                Config.read(IngestConfig.class, Map.of("processors", "h:1,i:1,j:1", "drain", "PT1S"), KAFKA);
        assertThat(ConfigOptions.read(words, IngestConfig.class, KAFKA)).isEqualTo(expected);

        CommandLine podium = Podium.commandLine()
                .setDefaultValueProvider(Settings.of(
                        Map.of("PODIUM_PROCESSORS", "h:1,i:1,j:1", "PODIUM_DRAIN", "PT1S", "PODIUM_FLUSH", "true"),
                        null));
        podium.parseArgs("ingest", "--bootstrap-servers=b:1");
        assertThat(ConfigOptions.read(spec(podium, "ingest"), IngestConfig.class, KAFKA))
                .isEqualTo(expected);
        podium.parseArgs("dev");
        assertThat(ConfigOptions.read(spec(podium, "dev"), DevConfig.class).flush())
                .isTrue();
    }

    private static CommandSpec parsed(String command, String... words) {
        CommandLine podium = Podium.commandLine();
        String[] all = new String[words.length + (command.equals("dev") ? 1 : 2)];
        all[0] = command;
        if (!command.equals("dev")) {
            all[1] = "--bootstrap-servers=b:1";
        }
        System.arraycopy(words, 0, all, all.length - words.length, words.length);
        podium.parseArgs(all);
        return spec(podium, command);
    }

    private static CommandSpec spec(CommandLine podium, String command) {
        return podium.getSubcommands().get(command).getCommandSpec();
    }
}
