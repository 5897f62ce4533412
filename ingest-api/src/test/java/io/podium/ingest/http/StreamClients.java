package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.schemas.contract.EventStream;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clients that follow an API node; what is pushed is committed in memory. */
final class StreamClients implements AutoCloseable {

    static final String ANN = "/api/v1/gamify/participants/ann/stream";
    static final String CUP = "/api/v1/contests/cup/stream";
    static final String SAMPLE = "/api/v1/admin/stream";
    static final String ANN_KEY = Front.TENANT + "|ann";

    Front front = new Front();
    private final List<EventStream> opened = new ArrayList<>();

    @Override
    public void close() throws IOException {
        for (EventStream stream : opened) {
            stream.close();
        }
        front.close();
    }

    EventStream open(String path, String bearer, String... more) {
        Map<String, String> headers = new HashMap<>();
        if (bearer != null) {
            headers.put("Authorization", "Bearer " + bearer);
        }
        headers.put("X-Bricqs-Tenant", Front.TENANT);
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        try {
            EventStream stream = EventStream.open("http://127.0.0.1:" + front.server.port() + path, headers);
            opened.add(stream);
            return stream;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String mint(String participantId, int seconds) {
        Front.Reply reply = front.post(
                "/api/v1/auth/participant-token",
                "{\"participant_id\":\"" + participantId + "\",\"ttl_seconds\":" + seconds + "}");
        assertThat(reply.status()).isEqualTo(201);
        return reply.text("token");
    }

    void points(String participant, int number) {
        front.outcomes.add(
                Topics.POINTS_OUTCOMES, Front.TENANT + "|" + participant, "{\"outcome_id\":\"o" + number + "\"}");
    }
}
