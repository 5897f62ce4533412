package io.podium.standalone.command;

import io.podium.operations.administration.ExistingTopics;
import io.podium.schemas.topic.Topics;
import io.podium.stream.mode.RunMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which generation of the live run is meant. */
final class GenerationOption {

    @Option(
            names = "--generation",
            paramLabel = "NAME",
            description =
                    "The generation that podium generation create made; its topics end in -NAME (default: the first, "
                            + "whose topics end in nothing).")
    private @Nullable String name;

    /** How a processor runs it. */
    RunMode mode() {
        return name == null ? new RunMode.Live() : new RunMode.Generation(name);
    }

    /** What its topics and its application id end in. */
    String suffix() {
        return mode().suffix();
    }

    /**
     * Checks that the generation was made, or the first one's rules are there.
     *
     * @throws IllegalStateException when not
     */
    void require(ExistingTopics topics) {
        if (name == null) {
            topics.require(List.of(Topics.RULES.name()), "podium topics apply");
        } else {
            topics.requireGeneration(name, suffix());
        }
    }
}
