package io.podium.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HaltOnOutOfMemoryTest {

    /** Runs out of memory, in a process of its own, where nobody catches it or where a library logs it. */
    static final class Exhausted {
        public static void main(String[] how) throws InterruptedException {
            HaltOnOutOfMemory.install();
            Error error = new OutOfMemoryError("made up");
            if (how[0].equals("uncaught")) {
                Thread thread = new Thread(() -> {
                    throw error;
                });
                thread.start();
                thread.join();
            } else {
                LoggerFactory.getLogger("a.library").debug("went wrong", new IllegalStateException(error));
            }
            System.exit(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncaught", "logged"})
    void a_process_that_ran_out_of_memory_ends(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile="
                                + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Exhausted.class.getName(),
                        how))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
    }

    @Test
    void other_failures_and_circles_of_causes_are_none() {
        assertThat(HaltOnOutOfMemory.isOutOfMemory(new StackOverflowError())).isFalse();
        Exception one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        assertThat(HaltOnOutOfMemory.isOutOfMemory(one)).isFalse();
    }
}
