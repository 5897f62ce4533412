package io.podium.rules.authoring;

import static java.util.stream.Collectors.toCollection;

import io.podium.rules.authoring.SourceDocument.Position;
import io.podium.rules.program.Badge;
import io.podium.rules.program.Challenge;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.Program;
import io.podium.rules.program.ProgramParser;
import io.podium.rules.program.Reward;
import io.podium.schemas.event.Problem;
import io.podium.schemas.rule.RuleKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of rule files read together: every definition in them, or every problem, each with its place. A set is
 * checked as a whole: ids are unique within a kind, there is one ladder of tiers, rewards name badges of the set.
 */
public final class RuleFiles {

    /** The sample files that the jar carries, by set. */
    private static final Map<String, List<String>> SAMPLES = Map.of(
            "starter",
            List.of(
                    "event-types.yaml",
                    "earn-rules.yaml",
                    "tiers.yaml",
                    "badges.yaml",
                    "challenges.yaml",
                    "contests.yaml"));

    private final ProgramParser parser;

    public RuleFiles(ProgramParser parser) {
        this.parser = parser;
    }

    /**
     * What came of reading.
     *
     * @param definitions in the order of files and documents; only complete when there are no problems
     */
    public record Loaded(List<Definition> definitions, List<RuleProblem> problems) {}

    /** A valid definition and where it stands. */
    public record Definition(Program program, SourceDocument source) {}

    /** Reads all {@code .yaml}, {@code .yml} and {@code .json} files under a directory, by path order. */
    public Loaded readDirectory(Path directory) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> sorted = paths.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            for (Path path : sorted) {
                files.put(path.toString(), Files.readAllBytes(path));
            }
        }
        if (files.isEmpty()) {
            return new Loaded(
                    List.of(),
                    List.of(new RuleProblem(
                            directory.toString(), 1, 1, "", "no_files", "expected .yaml or .json files, but none")));
        }
        return read(files);
    }

    /** Reads a sample set that comes with Podium. */
    public Loaded readSample(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : SAMPLES.get(name)) {
            String resource = "/podium/samples/" + name + "/" + file;
            try (InputStream in = RuleFiles.class.getResourceAsStream(resource)) {
                files.put(file, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return read(files);
    }

    /** Reads files given by name and content. */
    public Loaded read(Map<String, byte[]> files) {
        List<Definition> definitions = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        files.forEach((file, bytes) -> readFile(file, bytes, definitions, problems));
        checkTogether(definitions, problems);
        return new Loaded(List.copyOf(definitions), List.copyOf(problems));
    }

    private void readFile(String file, byte[] bytes, List<Definition> definitions, List<RuleProblem> problems) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(new RuleProblem(file, 1, 1, "", "bad_encoding", "expected UTF-8, but other bytes came"));
            return;
        }
        YamlReader reader = new YamlReader(file);
        reader.read(text);
        problems.addAll(reader.problems());
        for (SourceDocument document : reader.documents()) {
            ParsedProgram parsed = parser.parse(document.definition());
            if (parsed instanceof ParsedProgram.Valid valid) {
                definitions.add(new Definition(valid.program(), document));
            } else if (parsed instanceof ParsedProgram.Invalid invalid) {
                invalid.problems().forEach(problem -> problems.add(placed(document, problem)));
            }
        }
    }

    private static void checkTogether(List<Definition> definitions, List<RuleProblem> problems) {
        Map<String, SourceDocument> first = new HashMap<>();
        Set<String> badges = definitions.stream()
                .filter(definition -> definition.program() instanceof Badge)
                .map(definition -> definition.program().id())
                .collect(toCollection(HashSet::new));
        for (Definition definition : definitions) {
            Program program = definition.program();
            String name = program.kind() == RuleKind.TIERS
                    ? "ladder of tiers"
                    : program.kind().wireName() + " " + program.id();
            SourceDocument other = first.putIfAbsent(name, definition.source());
            if (other != null) {
                Position place = other.positionOf("id");
                problems.add(placed(
                        definition.source(),
                        new Problem(
                                "id",
                                "not_unique",
                                "expected one " + name + ", but another stands at " + other.file() + ":"
                                        + place.line())));
            }
            if (program instanceof Challenge challenge) {
                checkRewards(challenge, badges, definition.source(), problems);
            }
        }
    }

    private static void checkRewards(
            Challenge challenge, Set<String> badges, SourceDocument source, List<RuleProblem> problems) {
        Map<String, Reward> rewards = new LinkedHashMap<>();
        rewards.put("reward", challenge.reward());
        for (int i = 0; i < challenge.objectives().size(); i++) {
            rewards.put(
                    "objectives[" + i + "].reward",
                    challenge.objectives().get(i).reward());
        }
        rewards.forEach((path, reward) -> {
            if (reward instanceof Reward.BadgeGrant grant && !badges.contains(grant.id())) {
                problems.add(placed(
                        source,
                        new Problem(
                                path + ".id",
                                "unknown_badge",
                                "expected the id of a badge of this set, but " + grant.id())));
            }
        });
    }

    private static RuleProblem placed(SourceDocument source, Problem problem) {
        Position place = source.positionOf(problem.path());
        return new RuleProblem(
                source.file(), place.line(), place.column(), problem.path(), problem.code(), problem.message());
    }
}
