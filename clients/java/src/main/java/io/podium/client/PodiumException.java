package io.podium.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A request that Podium refused; the same request would be refused again. */
public final class PodiumException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String requestId;
    private final transient List<Receipt.Problem> details = new ArrayList<>();

    PodiumException(int status, JsonNode body) {
        super(status + " " + body.path("error").asText("without a body of Podium's") + ": "
                + body.path("message").asText());
        this.status = status;
        code = body.path("error").asText("http_" + status);
        requestId = body.path("request_id").asText();
        body.path("details")
                .forEach(detail -> details.add(new Receipt.Problem(
                        detail.path("path").asText(),
                        detail.path("code").asText(),
                        detail.path("message").asText())));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code of the refusal, such as {@code invalid_event}. */
    public String code() {
        return code;
    }

    /** To be named when asking for help. */
    public String requestId() {
        return requestId;
    }

    /** Every problem of the request. */
    public List<Receipt.Problem> details() {
        return List.copyOf(details);
    }
}
