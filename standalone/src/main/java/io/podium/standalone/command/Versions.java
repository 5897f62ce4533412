package io.podium.standalone.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: of Podium, and of what it runs on. */
final class Versions implements IVersionProvider {

    private static final String BUILD = "/META-INF/maven/io.podium/podium-standalone/pom.properties";

    /** Lets a command and all below it report their version. */
    static void reportIn(CommandLine command) {
        command.getCommandSpec().versionProvider(new Versions());
        command.getSubcommands().values().forEach(Versions::reportIn);
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "podium " + version(), "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
        };
    }

    private static String version() {
        try (InputStream in = Versions.class.getResourceAsStream(BUILD)) {
            Properties build = new Properties();
            if (in != null) {
                build.load(in);
            }
            return build.getProperty("version", "(not packaged)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
