package io.podium.stream.query;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.Setting;
import java.util.Optional;

/** Where a processor serves the queries of other nodes, and to whom. */
public record QueryConfig(
        @Setting(name = "query-host", value = "127.0.0.1", label = "HOST", description = "Address to serve queries on.")
        String host,

        @Setting(
                name = "query-port",
                value = "8090",
                min = "0",
                max = "65535",
                label = "PORT",
                description = "Port to serve queries on; 0 takes any free one.")
        int port,

        @Setting(
                label = "HOST:PORT",
                description = "Where API nodes reach the queries, if not at the query host and port.")
        Optional<String> advertisedAddress,

        @Setting(
                label = "SECRET",
                secret = true,
                description = "Secret that API nodes must show; needed where queries are served on another address"
                        + " than loopback.")
        Optional<String> nodeSecret) {

    public QueryConfig {
        Config.check(QueryConfig.class, host, port, advertisedAddress, nodeSecret);
    }

    /** {@code host:port} where other nodes reach the queries. */
    public String reachedAt() {
        return advertisedAddress.orElse(host + ":" + port);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return Config.print(this);
    }
}
