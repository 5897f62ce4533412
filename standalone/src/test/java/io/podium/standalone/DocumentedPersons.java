package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the documents say of participants as persons. */
final class DocumentedPersons {

    private static final String ID = "p_8a3f";
    private static final String READ = "GET /api/v1/gamify/participants/{participant_id}";
    private static final String STREAK = "POST /api/v1/gamify/participants/{participant_id}/streaks/{streak_id}/";
    static final List<String> COMMANDS = List.of(
            "PUT /api/v1/gamify/participants/{participant_id}    {\"display_name\": \"Ada\", \"timezone\": \"Europe/Berlin\", \"day_starts_at\": \"04:00\", \"attributes\": {\"plan\": \"pro\"}}",
            READ,
            "POST /api/v1/gamify/participants/{participant_id}/pauses    {\"from\": \"2026-12-20\", \"to\": \"2027-01-06\", \"reason\": \"holiday\", \"idempotency_key\": \"h1\"}",
            STREAK + "freezes    {\"count\": 2, \"price\": 50, \"reason\": \"bought\", \"idempotency_key\": \"f1\"}",
            STREAK + "freezes/spend    {\"date\": \"2026-12-02\", \"idempotency_key\": \"f2\"}",
            STREAK
                    + "restore    {\"from\": \"2026-12-03\", \"to\": \"2026-12-04\", \"reason\": \"outage\", \"idempotency_key\": \"s1\"}",
            "DELETE /api/v1/gamify/participants/{participant_id}    {\"reason\": \"asked for\", \"block\": false, \"idempotency_key\": \"e1\"}");

    private static final int FIRST_OF_STREAKS = 3;

    private DocumentedPersons() {}

    /** Reads, or sends what stands there, but for the dates; it must be done. */
    static void run(String command, Client client) {
        if (command.equals(READ)) {
            Client.Reply reply = client.get("/api/v1/gamify/participants/" + ID);
            assertThat(reply.body().at("/profile/display_name").asText()).isEqualTo("Ada");
            return;
        }
        if (command.equals(COMMANDS.get(FIRST_OF_STREAKS))) {
            publishStreak(client);
        }
        int body = command.indexOf(" {\"");
        String path = command.substring(command.indexOf('/'), body)
                .strip()
                .replace("{participant_id}", ID)
                .replace("{streak_id}", "daily_quiz");
        if (command.startsWith("DELETE")) {
            // Somebody else, since other documents go on with that one.
            Client.Reply erased = client.delete(
                    path.replace(ID, "forgotten"), command.substring(body).strip());
            assertThat(erased.status()).as("%s", erased.body()).isEqualTo(202);
            return;
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String sent = command.substring(body)
                .strip()
                .replace("2026-12-20", today.toString())
                .replace("2027-01-06", today.plusDays(17).toString())
                .replace("2026-12-0", firstDay().toString().substring(0, 9));
        Client.Reply reply = command.startsWith("PUT") ? client.put(path, sent) : client.post(path, sent);
        assertThat(reply.status()).as("%s %s", path, reply.body()).isIn(200, 202);
    }

    /** A streak that the commands are about; a refused one is refused for ever, so others find out when it is there. */
    private static void publishStreak(Client client) {
        client.post(
                "/api/v1/admin/streaks",
                "{\"kind\": \"streak\", \"id\": \"daily_quiz\", \"label\": \"Daily\", \"period\": \"day\","
                        + " \"qualifying_event\": \"quiz_completed\"}");
        AtomicInteger tries = new AtomicInteger();
        LiveRun.await(() -> client.post(
                                "/api/v1/gamify/participants/nobody/streaks/daily_quiz/freezes",
                                "{\"count\": 1, \"reason\": \"r\", \"idempotency_key\": \"probe"
                                        + tries.incrementAndGet() + "\"}")
                        .status()
                == 200);
        client.post(
                "/api/v1/ingest/events/sync",
                "{\"participant_id\": \"" + ID + "\", \"event_type\": \"quiz_completed\", \"occurred_at\": \""
                        + firstDay() + "T12:00:00Z\"}");
    }

    /** On which the streak began; the days after it were missed. */
    private static LocalDate firstDay() {
        return LocalDate.now(ZoneOffset.UTC).minusMonths(2).withDayOfMonth(1);
    }
}
