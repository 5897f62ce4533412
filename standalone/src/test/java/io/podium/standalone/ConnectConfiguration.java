package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The configurations of Kafka Connect that come with Podium. */
final class ConnectConfiguration {
    private ConnectConfiguration() {}

    /** A configuration as it is published, with what differs from one machine to the next. */
    static Path write(Path directory, String name, Map<String, String> own) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ConnectConfiguration.class.getResourceAsStream("/podium/connect/" + name)) {
            properties.load(in);
        }
        assertThat(properties.stringPropertyNames()).containsAll(own.keySet());
        properties.putAll(own);
        Path file = directory.resolve(name);
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }
}
