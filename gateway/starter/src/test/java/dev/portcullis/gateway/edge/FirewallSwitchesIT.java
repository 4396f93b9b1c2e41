package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With every switch of the firewall on. */
final class FirewallSwitchesIT {

    private static final String F = "--portcullis.firewall.allow-";
    private static final Edge EDGE = new Edge(
            Edge::answeringForItself,
            F + "encoded-slash=true",
            F + "semicolon=true",
            F + "encoded-percent=true",
            F + "encoded-backslash=true");

    @AfterAll
    static void stop() {
        EDGE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/public/x%2fy", "/public/x;a=b", "/public/x%3ba", "/public/100%25", "/public/x%5cy"})
    void whatASwitchAdmitsIsForwardedAsItIs(String path) {
        Answer answer = EDGE.get(path);

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().uri()).isEqualTo(path);
    }

    static Stream<String> climbing() {
        return Corpus.paths()
                .filter(Corpus.Line::isRefused)
                .map(Corpus.Line::sent)
                .filter(path -> path.startsWith("/")
                        && path.matches("(?i).*(\\.\\.|%2e|%252e|%25252e|%32%65|/\\.([/;].*|$)|//|%2f%2f).*"));
    }

    @ParameterizedTest
    @MethodSource
    void climbing(String path) {
        Answer answer = EDGE.get(path);

        assertThat(answer.reply().status()).isEqualTo(400);
        assertThatAnswer(answer).upstreamNotReached();
    }
}
