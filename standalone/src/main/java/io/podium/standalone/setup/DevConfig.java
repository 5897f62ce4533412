package io.podium.standalone.setup;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Configuration of development mode. */
public record DevConfig(
        @Setting(
                value = "8080",
                min = "0",
                max = "65535",
                label = "PORT",
                description = "HTTP port; 0 takes any free one.")
        int port,

        @Setting(
                value = "19092",
                min = "0",
                max = "65535",
                label = "PORT",
                description = "Kafka port; 0 takes any free one.")
        int kafkaPort,

        @Setting(
                label = "DIR",
                description = "Keeps events and state over restarts; without it they are in a temporary one, which is"
                        + " deleted at the end.")
        Optional<Path> dataDir,

        @Setting(
                description = "Writes each event to the disk before it is acknowledged, so that a power cut loses none;"
                        + " slower. Of use with --data-dir.")
        boolean flush,

        @Setting(label = "DIR", description = "Rule files of the dev tenant; without it, the starter samples.")
        Optional<Path> rules) {

    public DevConfig {
        Config.check(DevConfig.class, port, kafkaPort, dataDir, flush, rules);
        dataDir = dataDir.map(Path::toAbsolutePath);
    }

    /** On any free ports. */
    public static DevConfig onFreePorts() {
        return Config.read(DevConfig.class, Map.of("port", "0", "kafka-port", "0"));
    }
}
