package io.podium.standalone.faults;

import io.podium.standalone.WorkDirectory;
import io.podium.standalone.faults.FaultRun.Outage;
import io.podium.standalone.faults.FaultRun.Report;
import io.podium.standalone.faults.FaultRun.Without;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs faults by hand, for as long and with as many seeds as wanted, and sums up what they cost. */
@Command(
        name = "scripts/faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Hurts a real cluster (three brokers, two processors, two HTTP nodes, each a process) while clients"
                        + " work, and checks that nothing is lost, doubled or wrongly answered.")
final class Faults implements Callable<Integer> {

    @Option(
            names = "--seed",
            paramLabel = "N|N..M",
            converter = Seeds.Reader.class,
            description = "Chooses the faults; without one, chance does, and it is printed.")
    private Seeds seeds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "600",
            description = "Of faults per seed; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--only", paramLabel = "FAULT", description = "A single kind: ${COMPLETION-CANDIDATES}.")
    private Fault only;

    @Option(
            names = "--without",
            paramLabel = "WHAT",
            description = "Takes away what the guarantees rest on, dedup or exactly-once: then the checker must find"
                    + " violations, or the run fails.")
    private Without without = Without.NOTHING;

    /** One seed or several. */
    record Seeds(long first, long last) {

        /** Reads {@code N} or {@code N..M}. */
        static final class Reader implements ITypeConverter<Seeds> {
            @Override
            public Seeds convert(String text) {
                String[] range = text.split("\\.\\.", 2);
                try {
                    Seeds seeds = new Seeds(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
                    if (seeds.first <= seeds.last) {
                        return seeds;
                    }
                } catch (NumberFormatException e) {
                    // Reported below.
                }
                throw new TypeConversionException("expected N or N..M, as in 7 or 1..20, but " + text);
            }
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Faults())
                .registerConverter(Without.class, Without::named)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        if (seeds == null) {
            long chance = ThreadLocalRandom.current().nextInt(100_000);
            seeds = new Seeds(chance, chance);
        }
        List<Fault> faults = only == null ? List.of(Fault.values()) : List.of(only);
        WorkDirectory work = WorkDirectory.create("podium-faults-");
        List<Outage> outages = new ArrayList<>();
        List<Long> failed = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(seeds.first, seeds.last).toArray()) {
            try {
                Report report = run(work.path(), seed, faults);
                outages.addAll(report.outages());
                if (!isAsItMustBe(report)) {
                    failed.add(seed);
                }
            } catch (AssertionError e) {
                System.out.println("faults: " + e.getMessage());
                failed.add(seed);
            }
        }
        table(outages).forEach(System.out::println);
        if (!failed.isEmpty()) {
            System.out.println("FAILED: seeds " + failed + "; state and output of all nodes are in " + work.path());
            return 1;
        }
        System.out.println(
                without == Without.NOTHING
                        ? "all seeds passed"
                        : "violations were found without " + without + ", as they must be");
        work.close();
        return 0;
    }

    private Report run(Path work, long seed, List<Fault> faults) throws Exception {
        Path directory = Files.createDirectory(work.resolve("seed-" + seed));
        return new FaultRun(directory, seed, line -> System.out.println("faults: " + line))
                .run(without, seconds, faults);
    }

    private boolean isAsItMustBe(Report report) {
        if (without != Without.NOTHING) {
            System.out.println(
                    "faults: without " + without + ": " + report.violations().size()
                            + " violations, for example "
                            + report.violations().stream().limit(3).toList());
            return !report.violations().isEmpty();
        }
        List<String> problems = new ArrayList<>(report.violations());
        if (!Load.GOOD_EXCUSES.containsAll(report.errors())) {
            problems.add("expected no failures but " + Load.GOOD_EXCUSES + ", but " + report.errors());
        }
        if (report.outages().isEmpty()) {
            problems.add("expected a fault, but none came");
        }
        problems.forEach(problem -> System.out.println("faults: " + problem));
        return problems.isEmpty();
    }

    /** The middle and the longest outage of each kind of fault, as Markdown. */
    static List<String> table(List<Outage> outages) {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | times | outage median, s | outage max, s |");
        lines.add("|---|---|---|---|");
        for (Fault fault : Fault.values()) {
            double[] seconds = outages.stream()
                    .filter(outage -> outage.fault() == fault)
                    .mapToDouble(Outage::seconds)
                    .sorted()
                    .toArray();
            if (seconds.length > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %d | %.1f | %.1f |",
                        fault.title,
                        seconds.length,
                        seconds[(seconds.length - 1) / 2],
                        Arrays.stream(seconds).max().orElseThrow()));
            }
        }
        return lines;
    }
}
