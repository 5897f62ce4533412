package io.podium.ingest.http;

import java.util.concurrent.CompletableFuture;

/**
 * Of whom: a participant's device is served only where the path names its own participant, or nobody. A route whose
 * path names a participant calls that variable {@code participant_id}, so none can be forgotten.
 */
final class OwnPathFilter implements Filter {

    static final String PARTICIPANT = "participant_id";

    @Override
    public CompletableFuture<ApiAnswer> answer(Call call, Next next) throws RefusedException {
        if (call.request().caller() instanceof Caller.Device device) {
            String named = call.request().variables().get(PARTICIPANT);
            if (named != null && !named.equals(device.token().participantId())) {
                throw new RefusedException(Refusal.forbidden(
                        "wrong_participant", "expected the participant of the token, but it is another's"));
            }
        }
        return next.answer(call);
    }
}
