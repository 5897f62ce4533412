package io.podium.standalone;

import io.podium.standalone.LiveTraffic.Answer;
import io.podium.standalone.setup.DevNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an import that is killed again and again costs the live answers beside it. */
@Command(
        name = "scripts/backfill",
        mixinStandardHelpOptions = true,
        description =
                "Imports history beside live traffic, a tenth of it sync, kills the import again and again, and reports"
                        + " what that cost the live answers and whether every row counted once.")
final class Backfill implements Callable<Integer> {

    private static final int QUIET_SECONDS = 20;
    /** In which a start of the import is to blame for a slow answer. */
    private static final int STARTING_SECONDS = 6;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ROWS",
            defaultValue = "2000000",
            description = "Of the history; ${DEFAULT-VALUE}.")
    private int rows;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KILLS",
            defaultValue = "20",
            description = "Of the import; ${DEFAULT-VALUE}.")
    private int kills;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LIVE",
            defaultValue = "200",
            description = "Live requests per second; ${DEFAULT-VALUE}.")
    private int livePerSecond;

    private final List<Long> starts = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Backfill()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        WorkDirectory work = WorkDirectory.create("podium-backfill-");
        KilledImport history = new KilledImport(work.path(), rows, 1);
        try (Child dev = dev(work.path());
                Client client = client(dev);
                LiveTraffic live = new LiveTraffic(client, livePerSecond)) {
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            live.answers(); // those seconds warm up
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            List<Answer> before = live.answers();
            long began = System.nanoTime();
            int killed = history.run(dev, kills, starts::add);
            double seconds = (System.nanoTime() - began) / 1e9;
            List<Answer> during = live.answers();
            live.end();
            System.out.printf(
                    Locale.ROOT,
                    "backfill: %,d rows, %d kills, %.0f s, %,.0f rows/s with all restarts%n",
                    rows,
                    killed,
                    seconds,
                    rows / seconds);
            report(before, during);
            history.numbers().forEach(line -> System.out.printf(Locale.ROOT, "backfill: %s%n", line));
            int others = ProgressWait.until(
                    "each live event once", () -> history.check(client), count -> count == live.sent());
            System.out.printf(Locale.ROOT, "backfill: %,d live events counted; refused: %s%n", others, live.refused());
            if (!live.refused().isEmpty()) {
                return 1;
            }
        } catch (AssertionError e) {
            System.out.println("FAILED, the output of all processes is in " + work.path() + ": " + e.getMessage());
            return 1;
        }
        work.close();
        return 0;
    }

    static Child dev(Path directory) {
        return new Child(
                directory.resolve("dev.log"),
                "dev",
                "--port=0",
                "--kafka-port=0",
                "--data-dir=" + directory.resolve("data"));
    }

    static Client client(Child dev) {
        return new Client(KilledImport.url(dev), KilledImport.kafka(dev), DevNode.ADMIN_KEY);
    }

    private void report(List<Answer> before, List<Answer> during) {
        for (double percentile : new double[] {0.5, 0.9, 0.99}) {
            System.out.printf(
                    Locale.ROOT,
                    "backfill: live sync p%.0f before %.1f ms (%,d), during %.1f ms (%,d), ratio %.2f%n",
                    percentile * 100,
                    at(before, percentile),
                    before.size(),
                    at(during, percentile),
                    during.size(),
                    at(during, percentile) / at(before, percentile));
        }
        Map<Long, List<Answer>> minutes = during.stream()
                .collect(Collectors.groupingBy(
                        one -> TimeUnit.NANOSECONDS.toMinutes(one.due() - starts.get(0)),
                        TreeMap::new,
                        Collectors.toList()));
        minutes.forEach((minute, ofMinute) -> System.out.printf(
                Locale.ROOT, "backfill: live sync p99 in minute %d: %.1f ms%n", minute + 1, at(ofMinute, 0.99)));
        List<Answer> slow = during.stream()
                .filter(one -> one.nanos() > 2 * at(before, 0.99) * 1e6)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "backfill: slower than twice the p99 before: %,d, of these %,d within %d s of a start of the import%n",
                slow.size(),
                slow.stream()
                        .filter(one -> sinceStart(one) < TimeUnit.SECONDS.toNanos(STARTING_SECONDS))
                        .count(),
                STARTING_SECONDS);
    }

    private long sinceStart(Answer answer) {
        return answer.due()
                - starts.stream()
                        .filter(start -> start <= answer.due())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(starts.get(0));
    }

    private static double at(List<Answer> answers, double percentile) {
        long[] sorted = answers.stream().mapToLong(Answer::nanos).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(percentile * sorted.length))] / 1e6;
    }
}
