package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.setup.DevNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand hostile requests on a node with little memory, while connections are held open by slow senders. */
class HostileRequestsIT {

    private static final int ROUNDS = 60;
    private static final String OTHER_TENANT = "tenant_other";
    private static final String EVENT = "\"participant_id\":\"victim\",\"event_type\":\"quiz_completed\"";

    @TempDir
    Path directory;

    private final Random random = new Random(20_261_125);
    private final ExecutorService attackers = Executors.newFixedThreadPool(16);
    private final List<Socket> held = new ArrayList<>();
    private Child dev;
    private Client victim;
    private URI url;
    private String otherKey;

    @BeforeEach
    void start() {
        dev = new Child(directory.resolve("dev.log"), "dev", "--port=0", "--kafka-port=0");
        url = URI.create(dev.line("ready ").substring("ready ".length()));
        String kafka = dev.line("kafka ").substring("kafka ".length()).trim();
        victim = new Client(url.toString(), kafka, DevNode.ADMIN_KEY);
        otherKey = Child.run(
                        directory.resolve("keys.log"),
                        "keys",
                        "create",
                        "--bootstrap-servers=" + kafka,
                        "--tenant=" + OTHER_TENANT)
                .trim();
    }

    @AfterEach
    void stop() throws IOException {
        attackers.shutdownNow();
        for (Socket socket : held) {
            socket.close();
        }
        victim.close();
        dev.close();
    }

    /** A request as bytes, and which answers may come; 0 stands for a connection that is closed without any. */
    private record Attack(String name, ByteBuffer request, List<Integer> answers) {
        Attack(String name, byte[] request, List<Integer> answers) {
            this(name, ByteBuffer.wrap(request), answers);
        }
    }

    @Test
    void a_thousand_hostile_requests_crash_nothing_leak_nothing_and_keep_nobody_waiting() throws Exception {
        Client.Reply before = victim.postForResults("{" + EVENT + ",\"attributes\":{\"score\":7}}");
        assertThat(before.status()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            hold(i % 2 == 0 ? "POST " + Client.SINGLE + " HTTP/1.1\r\nHost: x\r\nX-Slow: " : head("", 1_000_000));
        }
        List<Attack> attacks = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            attacks.addAll(attacks(before.eventId()));
        }
        assertThat(attacks.size()).isGreaterThanOrEqualTo(1_000);
        strike(attacks);
        for (Socket socket : held) {
            socket.getOutputStream().write('x'); // the slow ones go on, one byte at a time
        }

        assertThat(dev.isAlive()).isTrue();
        assertThat(dev.residentMegabytes()).as("with a heap of 512 MiB").isLessThan(1_100);
        System.out.println("hostile requests: " + attacks.size() + ", resident " + dev.residentMegabytes() + " MiB");
        assertThat(dev.errors()).doesNotContain("OutOfMemoryError").doesNotContain("at io.podium");
        long began = System.nanoTime();
        Client.Reply after = victim.postForResults("{" + EVENT + ",\"attributes\":{\"score\":7}}");
        assertThat(after.status()).isEqualTo(200);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(20);
        assertThat(victim.get("/api/v1/gamify/state/victim").body().toString()).doesNotContain("stolen");
    }

    private void strike(List<Attack> attacks) throws Exception {
        List<Callable<String>> calls = attacks.stream()
                .<Callable<String>>map(attack -> () -> {
                    int status = send(attack.request().array());
                    return attack.answers().contains(status)
                            ? ""
                            : attack.name() + ": expected one of " + attack.answers() + ", but " + status;
                })
                .toList();
        List<String> wrong = new ArrayList<>();
        for (Future<String> done : attackers.invokeAll(calls, 5, TimeUnit.MINUTES)) {
            if (!done.get().isEmpty()) {
                wrong.add(done.get());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<Attack> attacks(String victimsEvent) {
        String junk = "x".repeat(1 + random.nextInt(1_000));
        List<Attack> attacks = new ArrayList<>();
        attacks.add(json("oversized", "{" + EVENT + ",\"source\":\"" + "a".repeat(1_100_000) + "\"}", 413, 0));
        attacks.add(attack("oversized by its own word", head("", 40_000_000) + "{}", 413));
        attacks.add(json("deep", "{" + EVENT + ",\"attributes\":" + nested(10_000 + random.nextInt(40_000)), 400));
        attacks.add(json("deep array", "[".repeat(100_000), 400));
        attacks.add(bomb());
        attacks.add(attack(
                "header flood",
                "GET /health/live HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(5_000) + "\r\n",
                400,
                0));
        attacks.add(
                attack("long header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + "b".repeat(200_000) + "\r\n\r\n", 400, 0));
        byte[] broken = ("{" + EVENT + ",\"source\":\"ab\"}").getBytes(StandardCharsets.ISO_8859_1);
        broken[broken.length - 4] = (byte) (0x80 + random.nextInt(0x80));
        attacks.add(new Attack("bad UTF-8", bytes(head("", broken.length), broken), List.of(400)));
        attacks.add(json("duplicate field", "{" + EVENT + ",\"participant_id\":\"stolen\"}", 400));
        attacks.add(json(
                "huge number",
                "{" + EVENT + ",\"attributes\":{\"score\":1e" + (400 + random.nextInt(1 << 30)) + "}}",
                400));
        attacks.add(json("long number", "{" + EVENT + ",\"attributes\":{\"score\":" + "9".repeat(50_000) + "}}", 400));
        attacks.add(attack("path", "GET " + path(junk) + " HTTP/1.1\r\nHost: x\r\n\r\n", 400, 401, 404, 405, 0));
        attacks.add(attack("guessed key", get("/api/v1/gamify/state/victim", guess(), DevNode.TENANT), 401));
        attacks.add(attack("another's tenant", get("/api/v1/gamify/state/victim", otherKey, DevNode.TENANT), 403));
        attacks.add(attack(
                "another's event",
                get("/api/v1/ingest/events/" + victimsEvent + "/results", otherKey, OTHER_TENANT),
                202,
                404));
        attacks.add(json(
                "another's tenant in the body", "{" + EVENT + ",\"tenant_id\":\"" + OTHER_TENANT + "\"}", 400, 403));
        attacks.add(attack(
                "two lengths",
                head("Content-Length: 3\r\n", 2) + "{}" + get("/metrics", otherKey, OTHER_TENANT),
                400,
                0));
        attacks.add(attack(
                "length and chunks",
                head("Transfer-Encoding: chunked\r\n", 5) + "0\r\n\r\n" + get("/metrics", otherKey, OTHER_TENANT),
                400,
                0));
        return attacks;
    }

    private String path(String junk) {
        List<String> paths = List.of(
                "/api/v1/../../etc/passwd",
                "/api/v1/gamify/state/%2e%2e%2f%2e%2e",
                "/api/v1/gamify/state/victim%00",
                "//api//v1//ingest//events",
                "/api/v1/gamify/state/victim;tenant=" + DevNode.TENANT,
                "/api/v1/gamify/state/victim?tenant=" + DevNode.TENANT,
                "/api/v1/gamify/state/..\\..\\victim",
                "/api/v1/contests/" + junk + "/leaderboard?limit=-1",
                "/api/v1/admin/%zz",
                "/" + junk.repeat(30));
        return paths.get(random.nextInt(paths.size()));
    }

    private String guess() {
        StringBuilder key = new StringBuilder("bq_test_admin_");
        for (int i = 0; i < 32; i++) {
            key.append(Character.forDigit(random.nextInt(16), 16));
        }
        return key.toString();
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels) + "}";
    }

    private static Attack bomb() {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 30; i++) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = gzipped.toByteArray();
        return new Attack("gzip bomb", bytes(head("Content-Encoding: gzip\r\n", body.length), body), List.of(413));
    }

    private static Attack json(String name, String body, Integer... answers) {
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        return new Attack(name, bytes(head("", utf8.length), utf8), List.of(answers));
    }

    private static Attack attack(String name, String request, Integer... answers) {
        return new Attack(name, request.getBytes(StandardCharsets.ISO_8859_1), List.of(answers));
    }

    private static String head(String more, int length) {
        return "POST " + Client.SINGLE + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + DevNode.ADMIN_KEY
                + "\r\nX-Bricqs-Tenant: " + DevNode.TENANT + "\r\nContent-Type: application/json\r\n" + more
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static String get(String path, String key, String tenant) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\nX-Bricqs-Tenant: " + tenant
                + "\r\n\r\n";
    }

    private static byte[] bytes(String head, byte[] body) {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private void hold(String start) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
        socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
        held.add(socket);
    }

    /** The status of the answer, or 0 when the connection is closed without one. */
    private int send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(60_000);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // Refused before all of it was sent; an answer may be there nevertheless.
            }
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
            return line.startsWith("HTTP/1") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (java.net.SocketException e) {
            return 0;
        }
    }
}
