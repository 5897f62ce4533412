package io.podium.standalone.command;

import io.podium.schemas.config.SettingKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the values of options come from that are not among the arguments: the environment ({@code --query-port} is
 * {@code PODIUM_QUERY_PORT}), then the properties file that {@code PODIUM_CONFIG} or {@code --config} names
 * ({@code query-port=8090}), then the default. A key of the file that no command knows is refused.
 */
final class Settings implements IDefaultValueProvider {

    private final Map<String, String> environment;
    private final Properties file;

    private Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /** Settings from an environment and a file; null for no file. */
    static Settings of(Map<String, String> environment, @Nullable Path file) throws IOException {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "expected key=value lines in " + file + " with \\\\ for a backslash, but " + e.getMessage(), e);
            }
        }
        return new Settings(environment, properties);
    }

    /** The file that the arguments or the environment name; null for none. */
    static @Nullable Path file(String[] words, Map<String, String> environment) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("--config=")) {
                return Path.of(words[i].substring("--config=".length()));
            } else if (words[i].equals("--config") && i + 1 < words.length) {
                return Path.of(words[i + 1]);
            }
        }
        String named = environment.get("PODIUM_CONFIG");
        return named == null ? null : Path.of(named);
    }

    /** What is wrong with the file: keys that are options of no command. */
    List<String> problems(CommandSpec root) {
        Set<String> known = new TreeSet<>();
        collect(root, known);
        List<String> problems = new ArrayList<>();
        for (String key : new TreeSet<>(file.stringPropertyNames())) {
            if (!known.contains(key)) {
                problems.add("expected settings among " + known + ", but " + key);
            }
        }
        return problems;
    }

    private static void collect(CommandSpec command, Set<String> names) {
        command.options().forEach(option -> names.add(name(option)));
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), names));
        names.removeAll(Set.of("help", "version", "config"));
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = name(option);
        String fromEnvironment = environment.get(SettingKey.environmentName(name));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(name);
    }
}
