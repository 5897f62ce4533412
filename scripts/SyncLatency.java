import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends sync events at a steady rate, whether answers come or not, and prints how long they took, from the moment
 * that each was due. Run by {@code scripts/latency}.
 */
final class SyncLatency {

    private static final String KEY = "bq_test_admin_podium_dev_key_0001";
    private static final double[] BOUNDS_MS = {2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 500, 1000, 5000};

    public static void main(String[] arguments) {
        String url = arguments[0] + "/api/v1/ingest/events/sync";
        double perSecond = Double.parseDouble(arguments[1]);
        int warmUpSeconds = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        run(client, url, "warm_up", perSecond, (int) (warmUpSeconds * perSecond));
        print(run(client, url, "measured", perSecond, (int) (seconds * perSecond)), perSecond);
    }

    private static double[] run(HttpClient client, String url, String name, double perSecond, int count) {
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String event = "{\"participant_id\":\"p_" + i % 1000 + "\",\"event_type\":\"quiz_completed\","
                    + "\"attributes\":{\"quiz_id\":\"q\",\"score\":" + i % 100 + "},\"idempotency_key\":\"" + name + "_"
                    + start + "_" + i + "\"}";
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + KEY)
                    .header("X-Bricqs-Tenant", "tenant_brand_xyz")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(answer -> {
                if (answer.statusCode() != 200 || !answer.body().contains("\"new_rank\"")) {
                    throw new IllegalStateException("expected 200 with a rank, but " + answer.statusCode() + " "
                            + answer.body());
                }
                return (System.nanoTime() - due) / 1e6;
            }));
        }
        return answers.stream().mapToDouble(CompletableFuture::join).sorted().toArray();
    }

    private static void print(double[] sortedMs, double perSecond) {
        System.out.printf("sync latency: %d requests, %.0f/s, each answered 200 with its rank%n", sortedMs.length, perSecond);
        int before = 0;
        for (double bound : BOUNDS_MS) {
            int at = Arrays.binarySearch(sortedMs, bound);
            int below = at < 0 ? -at - 1 : at;
            if (below > before) {
                double share = 100.0 * (below - before) / sortedMs.length;
                System.out.printf("  < %5.0f ms %6d %5.1f %% %s%n", bound, below - before, share, "#".repeat((int) Math.ceil(share / 2)));
            }
            before = below;
        }
        System.out.printf("  p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                at(sortedMs, 0.50), at(sortedMs, 0.90), at(sortedMs, 0.99), sortedMs[sortedMs.length - 1]);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))];
    }
}
