package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentedCommandsTest {

    @Test
    void commands_stand_in_blocks_and_in_the_text() {
        assertThat(DocumentedCommands.of("""
                Try `podium topics
                asyncapi` or `podium`, not `--port`; see `podium rules test`.
                ```
                scripts/dev      # builds
                curl -i http://h \\
                  -d '{"a":
                       1}'

                HTTP/1.1 202 Accepted
                {"event_id":"e"}
                ```
                ```yaml
                kind: badge
                ```
                ```js file=page.js
                let file;
                ```
                ```
                client ──► server
                ```
                ```
                podium rules test DIR         # runs
                                              # scenarios
                podium new
                ```
                """))
                .containsExactly(
                        "podium topics asyncapi",
                        "scripts/dev",
                        "curl -i http://h \\\n  -d '{\"a\":\n       1}'",
                        "podium rules test DIR",
                        "podium new");
    }
}
