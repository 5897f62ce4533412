package io.podium.standalone.command;

import io.podium.operations.administration.ExistingTopics;
import io.podium.schemas.topic.Topics;
import java.util.List;
import picocli.CommandLine.Option;

/** Which generation of the live run is meant. */
final class GenerationOption {

    @Option(
            names = "--generation",
            paramLabel = "NAME",
            description =
                    "The generation that podium generation create made; its topics end in -NAME (default: the first, "
                            + "whose topics end in nothing).")
    private String name;

    /** What its topics and its application id end in. */
    String suffix() {
        return name == null ? "" : suffix(name);
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

    /**
     * What the topics of a generation end in.
     *
     * @throws IllegalArgumentException when it can't be a name
     */
    static String suffix(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,50}")) {
            throw new IllegalArgumentException("expected a name of a-z, 0-9 and hyphens, such as 2026-11, but " + name);
        }
        return "-" + name;
    }
}
