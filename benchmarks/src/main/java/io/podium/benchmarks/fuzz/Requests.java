package io.podium.benchmarks.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** HTTP requests as bytes. */
final class Requests {

    private static final int ZEROS = 40_000_000;

    private final Chance chance;
    private final String tenant;
    private final String key;

    Requests(Chance chance, String tenant, String key) {
        this.chance = chance;
        this.tenant = tenant;
        this.key = key;
    }

    /** A request, and whether a server can know that it has ended. */
    static final class Request {
        private final byte[] bytes;
        private final boolean complete;

        Request(byte[] bytes, boolean complete) {
            this.bytes = bytes;
            this.complete = complete;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean complete() {
            return complete;
        }
    }

    /** A good request with this body. */
    byte[] post(String path, byte[] body) {
        return with(head("POST", path, "Content-Type: application/json\r\n"), body);
    }

    byte[] get(String path) {
        return Wire.bytes(head("GET", path, "") + "\r\n");
    }

    /** Any request to any path. */
    Request any() {
        return switch (chance.below(12)) {
            case 0, 1 -> new Request(read(), true);
            case 2 -> new Request(zipped(), true);
            case 3 -> new Request(oddHeaders(), true);
            case 4 -> broken();
            case 5 -> new Request(admin(), true);
            case 6 -> new Request(chance.oneIn(3) ? person() : command(), true);
            default -> new Request(post(path(), new EventTexts(chance).body()), true);
        };
    }

    private String path() {
        return chance.of("/api/v1/ingest/events", "/api/v1/ingest/events/sync", "/api/v1/ingest/events/batch");
    }

    private byte[] command() {
        CommandTexts commands = new CommandTexts(chance);
        String id = chance.of("evt_01M875XD855NTJ3T5CHHCG0HDM", part(chance.text()), commands.key());
        return switch (chance.below(9)) {
            case 0 -> post("/api/v1/gamify/points/hold", commands.body());
            case 1 -> post("/api/v1/gamify/points/hold/" + id + "/" + chance.of("capture", "release"), commands.body());
            case 2 -> post("/api/v1/ingest/events/" + id + "/reverse", commands.body());
            case 3 -> post("/api/v1/admin/points/bulk-grant", commands.bulk());
            case 4, 5 -> post("/api/v1/gamify/points/deduct", commands.body());
            default -> post("/api/v1/gamify/points/grant", commands.body());
        };
    }

    private byte[] person() {
        PersonTexts persons = new PersonTexts(chance);
        String path = "/api/v1/gamify/participants/" + part(Names.participant(chance));
        if (chance.oneIn(3)) {
            return with(head("PUT", path, "Content-Type: application/json\r\n"), persons.profile());
        } else if (chance.oneIn(8)) {
            return with(head("DELETE", path, "Content-Type: application/json\r\n"), persons.erasure());
        }
        PersonTexts.Order order = persons.order();
        return post(path + order.path(), order.body());
    }

    private byte[] read() {
        String id = part(chance.oneIn(2) ? Names.participant(chance) : chance.text());
        String query = chance.oneIn(3) ? "?" + part(chance.text()) + "=" + part(chance.text()) : "";
        return get(
                switch (chance.below(8)) {
                    case 0 -> "/api/v1/gamify/state/" + id + query;
                    case 1 -> "/api/v1/contests/contest" + chance.below(25) + "/rank/" + id + query;
                    case 2 ->
                        "/api/v1/contests/contest" + chance.below(25) + "/leaderboard?limit=" + part(chance.number())
                                + "&around=" + id;
                    case 3 -> "/api/v1/ingest/events/" + id + "/results" + query;
                    case 4 -> "/api/v1/admin/" + chance.of("earn-rules", "contests", id) + "/" + id + query;
                    case 5 -> chance.of("/health/ready", "/api/v1/gamify/participants/" + id) + query;
                    case 6 ->
                        "/api/v1/gamify/participants/" + id + "/points"
                                + chance.of(
                                        "", "/transactions", "/transactions?limit=200&cursor=" + part(chance.text()));
                    default -> "/" + id + "/" + id + query;
                });
    }

    /** A text as a part of a path: well encoded, or almost. */
    private String part(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (chance.below(12)) {
            case 0 -> encoded + "%";
            case 1 -> encoded + "%zz";
            case 2 -> encoded + "%c0%af";
            case 3 -> encoded + ";x=1";
            default -> encoded.isEmpty() ? "x" : encoded;
        };
    }

    private byte[] zipped() {
        byte[] body = new EventTexts(chance).body();
        if (chance.oneIn(4)) {
            body = chance.oneIn(2) ? new byte[chance.below(ZEROS)] : numbers();
        }
        byte[] zipped = gzip(body);
        if (chance.oneIn(5) && zipped.length > 20) {
            zipped[chance.below(zipped.length)] ^= 1;
        }
        String encoding = chance.of("gzip", "gzip", "gzip", "deflate", "br", "gzip, gzip", "identity");
        return with(
                head("POST", path(), "Content-Type: application/json\r\nContent-Encoding: " + encoding + "\r\n"),
                chance.oneIn(12) ? gzip(zipped) : zipped);
    }

    /** 500 events of thousands of numbers that are out of range, see what they are answered with. */
    private byte[] numbers() {
        String event = "{\"participant_id\":\"p\",\"event_type\":\"e0\",\"attributes\":{\"list\":["
                + "1e999,".repeat(chance.below(5_000)) + "1]}}";
        return ("{\"events\":[" + (event + ",").repeat(chance.between(1, 500)) + event + "]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] oddHeaders() {
        String name = chance.of(
                "Content-Type", "Idempotency-Key", "X-Bricqs-Tenant", "Authorization", "Expect", "Accept", "Cookie");
        String value = chance.text().replaceAll("[\r\n\u0000]", "");
        String headers = "Content-Type: " + chance.of("application/json", "text/plain", "application/json; charset=x")
                + "\r\n" + name + ": " + value + "\r\n"
                + (chance.oneIn(5) ? "Idempotency-Key: a\r\nIdempotency-Key: b\r\n" : "")
                + (chance.oneIn(8) ? "X-Long: " + "x".repeat(chance.below(60_000)) + "\r\n" : "");
        return with(head("POST", path(), headers), new EventTexts(chance).body());
    }

    /** Bytes that are no request, or none that ends. */
    private Request broken() {
        byte[] whole = post(path(), new EventTexts(chance).body());
        return new Request(
                switch (chance.below(5)) {
                    case 0 -> chance.bytes(chance.size(5_000));
                    case 1 -> java.util.Arrays.copyOf(whole, chance.below(whole.length));
                    case 2 ->
                        with(
                                head(
                                        "POST",
                                        path(),
                                        "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n"),
                                chance.bytes(20));
                    case 3 ->
                        Wire.bytes(head(
                                        "POST",
                                        path(),
                                        "Content-Length: " + chance.of("-1", "1e3", "99999999999") + "\r\n")
                                + "\r\n{}");
                    default ->
                        Wire.bytes(chance.of("PATCH", "TRACE", "\u0000", "get") + " / HTTP/" + chance.below(4)
                                + ".1\r\n\r\n");
                },
                false);
    }

    private byte[] admin() {
        String path = "/api/v1/admin/" + chance.of("earn-rules", "contests", "streaks", "challenges", "badges") + "/"
                + chance.of("earn_rule", "contest", "streak", "challenge", "badge") + chance.below(25);
        return Wire.bytes(head("DELETE", path, "") + "\r\n");
    }

    /** What changes rules. */
    byte[] rule() {
        RuleTexts.Rule rule = new RuleTexts(chance).rule();
        byte[] body = chance.oneIn(20)
                ? new JsonTexts(chance).damaged(rule.text())
                : rule.text().getBytes(StandardCharsets.UTF_8);
        return post("/api/v1/admin/" + rule.collection(), body);
    }

    private String head(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nX-Bricqs-Tenant: " + tenant + "\r\n" + headers;
    }

    private static byte[] with(String head, byte[] body) {
        byte[] start = Wire.bytes(head + "Content-Length: " + body.length + "\r\n\r\n");
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
