package io.podium.benchmarks.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the instance lives, says that it is ready, and has lost no thread: as an operator sees it. */
final class Health {

    private static final Pattern DIED =
            Pattern.compile("(?m)^kafka_stream_failed_stream_threads_total\\{.*?\\} ([0-9.]+)$");
    private static final int ERRORS_TOLD = 20;
    /** The broker calls it an error when it refuses a record. */
    private static final String BROKER = " k.s.";

    private final Target target;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private long notReadySince = -1;
    private double longestMillis;

    Health(Target target, Path log) {
        this.target = target;
        this.log = log;
    }

    /** Asks once whether it is ready. */
    boolean isReady() {
        boolean ready = get("/health/ready").startsWith("200");
        long now = System.nanoTime();
        if (ready) {
            notReadySince = -1;
        } else {
            notReadySince = notReadySince < 0 ? now : notReadySince;
            longestMillis = Math.max(longestMillis, (now - notReadySince) / 1e6);
        }
        return ready;
    }

    /** How long it was not ready at a stretch, as far as was asked. */
    double longestMillis() {
        return longestMillis;
    }

    /** How many stream threads died. */
    double deaths() {
        Matcher died = DIED.matcher(get("/metrics"));
        return died.find() ? Double.parseDouble(died.group(1)) : Double.NaN;
    }

    /** The first lines of errors in the log. */
    List<String> errors() throws IOException {
        List<String> errors = new ArrayList<>();
        try (var lines = Files.lines(log)) {
            lines.filter(line -> line.contains(" ERROR ") && !line.contains(BROKER))
                    .limit(ERRORS_TOLD)
                    .forEach(errors::add);
        }
        return errors;
    }

    /** Status, a space, and the body; empty where there is no answer. */
    String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + "\n" + answer.body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
