package io.podium.standalone.setup;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Configuration of {@code podium ingest}: an API node that asks processors in other processes. */
public record IngestConfig(ApiNodeConfig node, Processors processors) {

    /** Who answers its queries. */
    public record Processors(
            @Setting(
                    name = "processors",
                    label = "HOST:PORT",
                    description = "Query addresses of some or all processor nodes, with commas between them.")
            List<String> addresses,

            @Setting(label = "SECRET", secret = true, description = "Secret that the processors ask for.")
            Optional<String> nodeSecret) {

        private static final int MAX_PORT = 65_535;

        public Processors {
            Config.check(Processors.class, addresses, nodeSecret);
            addresses = List.copyOf(addresses);
            addresses.forEach(address -> {
                Integer port = Utils.getPort(address);
                if (Utils.getHost(address) == null || port == null || port < 1 || port > MAX_PORT) {
                    throw new IllegalArgumentException("processors: expected host:port, but " + address);
                }
            });
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return Config.print(this);
        }
    }

    public IngestConfig {
        requireNonNull(node);
        requireNonNull(processors);
    }

    /** The settings in force, to be printed, without secrets. */
    @Override
    public String toString() {
        return Config.print(this);
    }
}
