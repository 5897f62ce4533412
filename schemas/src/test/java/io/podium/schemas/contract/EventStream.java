package io.podium.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events, read as the HTML standard says (section "Interpreting an event stream"). */
public final class EventStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Event> seen = new ArrayList<>();
    private volatile String lastEventId = "";

    /** An event; the last of all has the name {@link #END}. */
    public record Event(String id, String name, String data) {

        /** The data as JSON. */
        public JsonNode json() {
            return Json.read(data.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        }
    }

    /** The name of what comes when the connection has ended. */
    public static final String END = "end of stream";

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens a stream, or gets a refusal. */
    public static EventStream open(String url, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        return new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(lastEventId, name, data.toString()));
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("id:")) {
                    lastEventId = value(line);
                } else if (line.startsWith("event:")) {
                    name = value(line);
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(value(line));
                }
            }
        } catch (IOException e) {
            // broken off; what comes next says so
        }
        events.add(new Event(lastEventId, END, ""));
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** The status of the answer. */
    public int status() {
        return response.statusCode();
    }

    /** A header of the answer; empty when absent. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The latest id, also of those without an event. */
    public String lastEventId() {
        return lastEventId;
    }

    /** The next event, in whatever time it takes up to a minute. */
    public Event next() throws InterruptedException {
        Event event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new AssertionError("expected another event within " + PATIENCE + " after " + seen);
        }
        seen.add(event);
        return event;
    }

    /** The next event of a name; others are passed over. */
    public Event next(String name) throws InterruptedException {
        Event event = next();
        while (!event.name().equals(name)) {
            if (event.name().equals(END)) {
                throw new AssertionError("expected " + name + ", but the stream ended after " + seen);
            }
            event = next();
        }
        return event;
    }

    /** Events that have come and were not asked for. */
    public int waiting() {
        return events.size();
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
