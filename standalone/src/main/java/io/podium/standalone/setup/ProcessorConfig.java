package io.podium.standalone.setup;

import static java.util.Objects.requireNonNull;

import io.podium.schemas.config.Config;
import io.podium.schemas.config.KafkaConfig;
import io.podium.schemas.config.Setting;
import io.podium.stream.engine.EngineConfig;
import io.podium.stream.mode.RunMode;
import io.podium.stream.query.QueryConfig;

/** Configuration of {@code podium processor}: an engine, and where it answers queries. */
public record ProcessorConfig(
        KafkaConfig kafka,
        EngineConfig.Group group,
        EngineConfig.Stores stores,
        EngineConfig.Commits commits,
        EngineConfig.Heartbeats heartbeats,
        QueryConfig queries,
        Recovery recovery) {

    /** What to do about damage. */
    public record Recovery(
            @Setting(
                    description = "Deletes stores whose files prove damaged and restores them from Kafka, instead of"
                            + " ending.")
            boolean restoreCorrupted) {}

    public ProcessorConfig {
        requireNonNull(kafka);
        requireNonNull(group);
        requireNonNull(stores);
        requireNonNull(commits);
        requireNonNull(heartbeats);
        requireNonNull(queries);
        requireNonNull(recovery);
    }

    /** Names the consumer group of a run in this mode. */
    public String applicationId(RunMode mode) {
        return group.applicationId() + mode.suffix();
    }

    /** The engine of a live run. */
    public EngineConfig engine(RunMode mode) {
        return new EngineConfig(
                mode, kafka, group.named(applicationId(mode)), stores, commits, heartbeats, queries.reachedAt());
    }

    /** The settings in force, to be printed, without secrets. */
    @Override
    public String toString() {
        return Config.print(this);
    }
}
