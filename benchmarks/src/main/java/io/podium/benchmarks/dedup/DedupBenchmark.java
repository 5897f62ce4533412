package io.podium.benchmarks.dedup;

import io.podium.benchmarks.TemporaryDirectory;
import io.podium.benchmarks.report.Figures;
import io.podium.benchmarks.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the dedup step costs per event with many keys in its store, beside an empty store, in pairs: events with new
 * keys, and repeats of keys that are there. Prints each pair, the medians of the ratios, and the memory and disk that
 * the keys take. Arguments: keys, pairs of runs.
 */
public final class DedupBenchmark {

    private static final int EVENTS = 200_000;
    private static final int FILLED_AT_ONCE = 1_000_000;

    private DedupBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (TemporaryDirectory temporary = TemporaryDirectory.create("podium-dedup-");
                DedupRun full = new DedupRun(temporary.path().resolve("full"))) {
            Path directory = temporary.path();
            for (int filled = 0; filled < keys; filled += FILLED_AT_ONCE) {
                full.fill(filled, Math.min(keys, filled + FILLED_AT_ONCE), keys);
                int now = Math.min(keys, filled + FILLED_AT_ONCE);
                long memory = residentBytes() >> 20;
                long disk = bytes(directory) >> 20;
                System.out.printf("%,d keys: process %,d MiB, disk %,d MiB%n", now, memory, disk);
                Figures.note("dedup store, memory of the process in MiB by keys", now, (double) memory);
                Figures.note("dedup store, disk in MiB by keys", now, (double) disk);
            }
            run(full, directory, keys, pairs);
        }
    }

    private static void run(DedupRun full, Path directory, int keys, int pairs) throws IOException {
        Samples fresh = new Samples();
        Samples repeated = new Samples();
        for (int pair = 0; pair <= pairs; pair++) {
            try (DedupRun empty = new DedupRun(directory.resolve("empty" + pair))) {
                double emptyNew = empty.newKeys(EVENTS);
                double fullNew = full.newKeys(EVENTS);
                double emptyRepeat = empty.repeats(EVENTS, EVENTS);
                double fullRepeat = full.repeats(EVENTS, keys);
                System.out.printf(
                        "%s new keys %.2f us beside %.2f us, ratio %.2f; repeats %.2f us beside %.2f us, ratio %.2f%n",
                        pair == 0 ? "warm-up" : "pair " + pair,
                        fullNew,
                        emptyNew,
                        fullNew / emptyNew,
                        fullRepeat,
                        emptyRepeat,
                        fullRepeat / emptyRepeat);
                if (pair > 0) {
                    fresh.add(fullNew / emptyNew);
                    repeated.add(fullRepeat / emptyRepeat);
                }
            }
        }
        System.out.printf(
                "dedup: with %,d keys, median ratio %s for new keys, %s for repeats, %d pairs of %,d events; process %,d MiB%n",
                keys, fresh.reported(2), repeated.reported(2), pairs, EVENTS, residentBytes() >> 20);
    }

    /** Memory of this process, heap and RocksDB together, where the operating system reports it; else 0. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile)
                    .mapToLong(file -> file.isFile() ? file.length() : 0)
                    .sum();
        }
    }
}
