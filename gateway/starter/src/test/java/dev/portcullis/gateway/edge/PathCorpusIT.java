package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Case 22 and F3: no spelling of a path reaches the upstream under another rule than its own. */
final class PathCorpusIT {

    private final Edge edge = Edge.shared().ready();
    private final String admin = TestTokens.with(claims -> claims.put("roles", List.of("admin")));

    static Stream<Corpus.Line> refused() {
        return Corpus.paths().filter(Corpus.Line::isRefused);
    }

    static Stream<Corpus.Line> forwarded() {
        return Corpus.paths().filter(line -> !line.isRefused());
    }

    @ParameterizedTest
    @MethodSource
    void refused(Corpus.Line path) {
        Answer anonymous = edge.get(path.sent());
        Answer user = edge.getAs(TestTokens.valid(), path.sent());
        Answer administrator = edge.getAs(admin, path.sent());

        for (Answer answer : List.of(anonymous, user, administrator)) {
            assertThatAnswer(answer).isRefused(path.status(), path.code());
        }
        assertThatAnswer(anonymous).upstreamNotReached(); // nor by the two after it
    }

    @ParameterizedTest
    @MethodSource
    void forwarded(Corpus.Line path) {
        boolean open = path.outcome().equals("public");
        boolean forAdmins = path.outcome().equals("admin");

        assertThat(edge.get(path.sent()).reply().status()).isEqualTo(open ? 200 : 401);
        assertThat(edge.getAs(TestTokens.valid(), path.sent()).reply().status()).isEqualTo(forAdmins ? 403 : 200);
        Answer answer = edge.getAs(admin, path.sent());
        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().uri()).isEqualTo(path.sent().replaceFirst("(?i)^http://edge.example", ""));
    }

    @Test
    void corpusIsAsLargeAsItIsSaidToBe() {
        assertThat(refused()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(forwarded()).hasSizeGreaterThanOrEqualTo(30);
    }
}
