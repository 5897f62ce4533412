package io.podium.benchmarks.fuzz;

import io.podium.benchmarks.TemporaryDirectory;
import io.podium.operations.backfill.Mapping;
import io.podium.operations.backfill.RowCheck;
import io.podium.operations.backfill.Source;
import io.podium.rules.authoring.RuleFiles;
import io.podium.rules.program.ProgramParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Files for the commands that read some, read in this JVM: rules to validate, rows to import. */
final class FileAttack implements Attack {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final long seed;
    private final Findings findings;
    private final TemporaryDirectory directory = TemporaryDirectory.create("podium-fuzz-files-");
    private final RuleFiles rules = new RuleFiles(new ProgramParser());

    FileAttack(long seed, Findings findings) {
        this.seed = seed;
        this.findings = findings;
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public int send(long number) throws IOException {
        Chance chance = new Chance(seed, kind(), number);
        String name = chance.of("rules.yaml", "rules.json", "rows.csv", "rows.csv", "rows.ndjson", "mapping.yaml");
        byte[] bytes = bytes(chance, name);
        findings.sent(kind(), bytes);
        long began = System.nanoTime();
        int inputs = 1;
        try {
            inputs += name.startsWith("rules") ? validated(name, bytes) : imported(chance, name, bytes);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            findings.violation(kind() + " " + number + " (" + name + ") made the reader fail: " + reported(e), bytes);
        }
        if (System.nanoTime() - began > MOST_NANOS) {
            findings.violation(kind() + " " + number + " (" + name + ") took longer than 20 s", bytes);
        }
        return inputs;
    }

    private static String reported(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length > 0 ? " at " + trace[0] : "");
    }

    private int validated(String name, byte[] bytes) {
        RuleFiles.Loaded loaded = rules.read(Map.of(name, bytes));
        if (loaded.problems().isEmpty()) {
            RuleFiles.warnings(loaded, NOW);
        }
        return loaded.definitions().size();
    }

    private int imported(Chance chance, String name, byte[] bytes) throws IOException {
        Path file = directory.path().resolve(name);
        Files.write(file, bytes);
        try {
            if (name.startsWith("mapping")) {
                Mapping.of(file, "t", null);
                return 0;
            }
            Mapping mapping = Mapping.of(null, "t", chance.oneIn(2) ? "k:{_row}" : null);
            Source source = Source.of(file, Mapping.of(null, "t", null).format().csv());
            return (int) RowCheck.of(source, mapping).rows();
        } catch (IllegalArgumentException e) {
            return 0; // a file that is reported to be wrong
        }
    }

    private byte[] bytes(Chance chance, String name) {
        String text =
                switch (name) {
                    case "rules.json" -> new RuleTexts(chance).rule().text();
                    case "rules.yaml" -> yaml(chance);
                    case "rows.csv" -> csv(chance);
                    case "rows.ndjson" -> ndjson(chance);
                    default -> "participant_id: \"{a}\"\nattributes: " + new JsonTexts(chance).object(5) + "\n";
                };
        if (!chance.oneIn(4)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.writeBytes(new JsonTexts(chance).damaged(text));
        return damaged.toByteArray();
    }

    private static String yaml(Chance chance) {
        StringBuilder yaml = new StringBuilder();
        for (int i = chance.between(1, 6); i > 0; i--) {
            yaml.append(
                    switch (chance.below(8)) {
                        case 0 -> "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n";
                        case 1 -> "kind: earn_rule\nid: " + chance.text() + "\nevent_type: " + chance.text() + "\n";
                        case 2 -> "- ".repeat(chance.between(1, 3_000)) + "x\n";
                        case 3 -> "{".repeat(chance.between(1, 3_000)) + "\n";
                        case 4 -> "? [a]\n: !!java.lang.String x\n<<: *none\n";
                        default -> new RuleTexts(chance).rule().text() + "\n";
                    });
            yaml.append("---\n");
        }
        return yaml.toString();
    }

    private static String csv(Chance chance) {
        String delimiter = chance.of(",", ";", "\t", "|");
        StringBuilder csv = new StringBuilder(chance.oneIn(8) ? "sep=" + delimiter + "\n" : "");
        csv.append(String.join(delimiter, "participant_id", "event_type", "occurred_at", "idempotency_key"));
        for (int row = chance.size(200); row >= 0; row--) {
            csv.append(chance.of("\n", "\r\n", "\n", "\r"));
            for (int cell = chance.oneIn(10) ? chance.below(7) : 4; cell > 0; cell--) {
                csv.append(cell(chance)).append(cell > 1 ? delimiter : "");
            }
        }
        return csv.toString();
    }

    private static String cell(Chance chance) {
        return switch (chance.below(6)) {
            case 0 -> "\"" + chance.text().replace("\"", "\"\"") + "\"";
            case 1 -> "\"" + chance.text();
            case 2 -> chance.text();
            case 3 -> chance.moment();
            default -> chance.word(5);
        };
    }

    private static String ndjson(Chance chance) {
        StringBuilder lines = new StringBuilder();
        for (int row = chance.size(200); row >= 0; row--) {
            lines.append(chance.oneIn(10) ? chance.text() : new EventTexts(chance).event(false))
                    .append('\n');
        }
        return lines.toString();
    }

    @Override
    public void close() {
        directory.close();
    }
}
