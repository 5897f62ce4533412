package io.podium.rules.authoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.program.ParsedProgram;
import io.podium.rules.program.Program;
import io.podium.rules.program.ProgramParser;
import io.podium.schemas.event.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A set of rule files read together: every definition in them, or every problem, each with its position. A set is
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

    private static final String SCENARIOS = "scenarios";

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

    /**
     * Reads all {@code .yaml}, {@code .yml} and {@code .json} files under a directory, by path order, except for its
     * scenarios; or a single one.
     */
    public Loaded readDirectory(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "no such directory");
        }
        Map<String, byte[]> files = files(directory, path -> !path.startsWith(directory.resolve(SCENARIOS)));
        if (files.isEmpty()) {
            return new Loaded(
                    List.of(),
                    List.of(new RuleProblem(
                            directory.toString(), 1, 1, "", "no_files", "expected .yaml or .json files, but none")));
        }
        Loaded loaded = read(files);
        boolean empty = loaded.definitions().isEmpty() && loaded.problems().isEmpty();
        return empty
                ? new Loaded(
                        List.of(),
                        List.of(new RuleProblem(
                                directory.toString(),
                                1,
                                1,
                                "",
                                "no_definitions",
                                "expected definitions, but the files have none")))
                : loaded;
    }

    /** The scenario files of a rule directory, by name, in the order of their paths. */
    public static Map<String, byte[]> scenarios(Path directory) throws IOException {
        Path scenarios = directory.resolve(SCENARIOS);
        return Files.isDirectory(scenarios) ? files(scenarios, path -> true) : Map.of();
    }

    private static Map<String, byte[]> files(Path directory, Predicate<Path> wanted) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> sorted = paths.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().matches("(?i).*\\.(yaml|yml|json)"))
                    .filter(wanted)
                    .sorted()
                    .toList();
            for (Path path : sorted) {
                files.put(path.toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** Reads a sample set that comes with Podium. */
    public Loaded readSample(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : requireNonNull(SAMPLES.get(name))) {
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
        problems.addAll(CrossReferenceChecks.problems(definitions));
        return new Loaded(List.copyOf(definitions), List.copyOf(problems));
    }

    /**
     * What is wrong with one definition, alone and beside the others that will be in force with it.
     *
     * @param others definitions that were found good before
     */
    public List<Problem> problems(ObjectNode definition, Collection<ObjectNode> others) {
        ParsedProgram parsed = parser.parse(definition);
        if (parsed instanceof ParsedProgram.Invalid invalid) {
            return invalid.problems();
        }
        Definition wanted = definition("", definition);
        List<Definition> all = new ArrayList<>();
        others.forEach(other -> all.add(definition("other", other)));
        all.add(wanted);
        return CrossReferenceChecks.problems(all).stream()
                .filter(problem -> problem.file().isEmpty())
                .map(problem -> new Problem(problem.path(), problem.code(), problem.message()))
                .toList();
    }

    /**
     * What is right in files that were read and will hardly do what their author wants; see {@code rules validate}.
     *
     * @param now contests that are over by then are reported
     */
    public static List<RuleProblem> warnings(Loaded loaded, Instant now) {
        return Lint.warnings(loaded.definitions(), now);
    }

    /**
     * The same of one definition beside the others that will be in force with it.
     *
     * @param others definitions that were found good before
     */
    public List<Problem> warnings(ObjectNode definition, Collection<ObjectNode> others, Instant now) {
        List<Definition> all = new ArrayList<>();
        others.forEach(other -> all.add(definition("other", other)));
        all.add(definition("", definition));
        return Lint.warnings(all, now).stream()
                .filter(problem -> problem.file().isEmpty())
                .map(problem -> new Problem(problem.path(), problem.code(), problem.message()))
                .toList();
    }

    /**
     * What is wrong with definitions, each good alone, when they are in force together; paths begin with kind and id.
     */
    public List<Problem> problemsTogether(Collection<ObjectNode> definitions) {
        List<Definition> all = new ArrayList<>();
        definitions.forEach(one -> all.add(
                definition(one.path("kind").asText() + " " + one.path("id").asText(), one)));
        return CrossReferenceChecks.problems(all).stream()
                .map(problem -> new Problem(problem.path(), problem.code(), problem.message()).under(problem.file()))
                .toList();
    }

    private Definition definition(String file, ObjectNode definition) {
        ParsedProgram.Valid valid = (ParsedProgram.Valid) parser.parse(definition);
        return new Definition(
                valid.program(), new SourceDocument(file, definition, Map.of("", new SourceDocument.Position(1, 1))));
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
                invalid.problems().forEach(problem -> problems.add(document.placed(problem)));
            }
        }
    }
}
