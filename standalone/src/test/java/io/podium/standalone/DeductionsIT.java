package io.podium.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee of the ledger: what is spent of a balance adds up to what it held, and no answer says otherwise,
 * however many clients spend it at once and whatever is killed; {@link Deductions} holds that, here some hundred times.
 */
class DeductionsIT {

    @TempDir
    Path directory;

    @Test
    void a_balance_is_spent_once_while_clients_retry_and_the_processor_is_killed() throws Exception {
        Deductions.of("600").run(directory);
    }
}
