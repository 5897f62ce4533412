package io.podium.benchmarks.fuzz;

import io.podium.benchmarks.fuzz.HttpAttack.Made;
import io.podium.schemas.node.NodeThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Attacks one instance of development mode from all sides at once: rules, events, requests, records of Kafka, files,
 * slow clients. Beside them an innocent tenant checks each of its answers, and how long they take in comparison with
 * a quiet beginning. The first minute of the attack is reported by itself and not compared: a JVM that has just
 * started still compiles what it then does for the first time, as it does before the quiet beginning. Arguments: the
 * executable jar, seconds, a seed, inputs per second, options of the instance's JVM. Ends with 1 if anything was
 * wrong; what, is in {@code reports/fuzz-SEED}.
 */
public final class Fuzz {

    private static final int WARM_UP_SECONDS = 30;
    private static final int QUIET_SECONDS = 30;
    private static final int FIRST_SECONDS = 60;
    private static final int REPORT_SECONDS = 15;
    private static final double BOUND = 10;
    private static final long NOT_READY_MILLIS = 10_000;
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final String BATCH = "/api/v1/ingest/events/batch";

    private final long seed;
    private final Target target;
    private final Findings findings;
    private final Health health;
    private final Map<String, LongAdder> inputs = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private Fuzz(long seed, Target target, Findings findings, Health health) {
        this.seed = seed;
        this.target = target;
        this.findings = findings;
        this.health = health;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        double perSecond = Double.parseDouble(arguments[3]);
        List<String> options = List.of(arguments).subList(4, arguments.length);
        Findings findings = new Findings(Path.of("reports", "fuzz-" + seed), seed);
        System.out.printf("fuzz: seed %d, %d s, %,.0f inputs per second%n", seed, seconds, perSecond);
        Path log = findings.directory().resolve("instance.log");
        try (Target target = new Target(arguments[0], options, log)) {
            new Fuzz(seed, target, findings, new Health(target, log)).run(seconds, perSecond);
        }
        System.out.printf("fuzz: %d violations; %s%n", findings.count(), findings.directory());
        System.exit(findings.count() == 0 ? 0 : 1);
    }

    private void run(int seconds, double perSecond) throws Exception {
        try (Innocent innocent = new Innocent(target.port(), target.key(Innocent.tenant(), 0L), findings)) {
            TimeUnit.SECONDS.sleep(2); // until the key is known
            innocent.publishRules();
            innocent.start();
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            innocent.latencies();
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            Latencies quiet = innocent.latencies();
            System.out.printf(
                    "fuzz: quiet p99: sync %.1f ms, single %.1f ms%n", quiet.syncMillis(), quiet.singleMillis());
            attack(perSecond);
            Latencies under = watch(seconds, innocent);
            ended = true;
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(90));
            }
            innocent.end();
            report(innocent, quiet, under);
        }
    }

    private void attack(double perSecond) throws IOException {
        String[] keys = new String[Names.TENANTS.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = target.key(Names.TENANTS[i], 0L);
        }
        int port = target.port();
        start(new HttpAttack("rules", (chance, http) -> made(http.rule(), 1), seed, port, keys, findings), 2);
        start(
                new HttpAttack("requests", (chance, http) -> new Made(http.any(), 1), seed, port, keys, findings),
                perSecond * 0.03);
        start(
                new HttpAttack(
                        "batches",
                        (chance, http) -> {
                            int rows = chance.between(1, 200);
                            return made(http.post(BATCH, new EventTexts(chance).batch(rows)), rows);
                        },
                        seed,
                        port,
                        keys,
                        findings),
                perSecond * 0.45);
        start(new KafkaAttack(seed, target.kafka(), findings), perSecond * 0.4);
        start(new FileAttack(seed, findings), perSecond * 0.12);
        start(new SlowAttack(seed, port, keys), 10);
    }

    private static Made made(byte[] request, int inputs) {
        return new Made(new Requests.Request(request, true), inputs);
    }

    private void start(Attack attack, double perSecond) {
        LongAdder sent = new LongAdder();
        inputs.put(attack.kind(), sent);
        Thread thread = NodeThreads.daemon("fuzz-" + attack.kind(), () -> run(attack, perSecond, sent));
        threads.add(thread);
        thread.start();
    }

    private void run(Attack attack, double perSecond, LongAdder sent) {
        long due = System.nanoTime();
        try (attack) {
            for (long number = 0; !ended; number++) {
                int count = attempt(attack, number);
                sent.add(count);
                due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(5)) + (long) (count / perSecond * 1e9);
                long left = due - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int attempt(Attack attack, long number) throws InterruptedException {
        try {
            return attack.send(number);
        } catch (IOException e) {
            TimeUnit.MILLISECONDS.sleep(20); // refused, or closed in mid-answer
            return 1;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!ended) {
                System.out.println("fuzz: " + attack.kind() + " " + number + ": " + e);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            return 1;
        }
    }

    private Latencies watch(int seconds, Innocent innocent) throws InterruptedException {
        Latencies first = new Latencies();
        Latencies then = new Latencies();
        long began = System.nanoTime();
        long end = began + TimeUnit.SECONDS.toNanos(seconds);
        for (int second = 1; System.nanoTime() < end; second++) {
            TimeUnit.SECONDS.sleep(1);
            if (!target.isAlive()) {
                findings.violation("the instance died", null);
                findings.keepLatest();
                break;
            }
            health.isReady();
            if (second % REPORT_SECONDS == 0) {
                (second <= FIRST_SECONDS ? first : then).add(reported(began, innocent));
            }
        }
        then.add(innocent.latencies());
        System.out.printf(
                "fuzz: p99 in the first %d s of the attack: sync %.1f ms, single %.1f ms%n",
                FIRST_SECONDS, first.syncMillis(), first.singleMillis());
        return then;
    }

    private Latencies reported(long began, Innocent innocent) {
        Latencies latest = innocent.latencies();
        System.out.printf(
                Locale.ROOT,
                "fuzz: after %.0f s: %s, %d innocent answers, %d retries; p99 meanwhile: sync %.1f ms, single %.1f ms%n",
                (System.nanoTime() - began) / 1e9,
                inputs,
                innocent.answers(),
                innocent.retries(),
                latest.syncMillis(),
                latest.singleMillis());
        return latest;
    }

    private void report(Innocent innocent, Latencies quiet, Latencies under) throws Exception {
        if (target.isAlive()) {
            int participants = innocent.checkTotals(SETTLE);
            System.out.printf("fuzz: the points of %d innocent participants were compared%n", participants);
            if (!health.isReady()) {
                findings.violation("the instance is not ready at the end", null);
            }
            if (health.deaths() != 0) {
                findings.violation(String.format("%.0f stream threads died", health.deaths()), null);
            }
        }
        if (health.longestMillis() > NOT_READY_MILLIS) {
            findings.violation(String.format("not ready for %.0f ms at a stretch", health.longestMillis()), null);
        }
        for (String error : health.errors()) {
            findings.violation("the log says " + error, null);
        }
        compare("sync", quiet.syncMillis(), under.syncMillis());
        compare("single", quiet.singleMillis(), under.singleMillis());
        long all = inputs.values().stream().mapToLong(LongAdder::sum).sum();
        System.out.printf(
                "fuzz: %,d inputs %s; %,d innocent answers, %,d retries%n",
                all, inputs, innocent.answers(), innocent.retries());
        if (findings.count() > 0) {
            findings.keepLatest();
        }
    }

    private void compare(String what, double quiet, double under) {
        System.out.printf(
                "fuzz: %s p99 quiet %.1f ms, under attack %.1f ms: %.1f times (bound %.0f)%n",
                what, quiet, under, under / quiet, BOUND);
        if (under > BOUND * quiet) {
            findings.violation(String.format("%s p99 is %.1f times its quiet value", what, under / quiet), null);
        }
    }
}
