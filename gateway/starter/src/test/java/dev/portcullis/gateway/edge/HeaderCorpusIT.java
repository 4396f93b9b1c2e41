package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases 24 and 27, F4 and F5: no header of a client's says what only the gateway says, or takes off what it said. */
final class HeaderCorpusIT {

    private final Edge edge = Edge.shared().ready();

    static Stream<Corpus.Line> refused() {
        return Corpus.headers().filter(Corpus.Line::isRefused);
    }

    static Stream<Corpus.Line> harmless() {
        return Corpus.headers().filter(line -> !line.isRefused());
    }

    private static String[] headers(Corpus.Line line) {
        return line.sent().split(" && ", -1);
    }

    @ParameterizedTest
    @MethodSource
    void refused(Corpus.Line attack) {
        Answer anonymous = edge.get("/public/x", headers(attack));

        assertThatAnswer(anonymous).isRefused(attack.status(), attack.code());
        if (!attack.code().equals("credential_repeated")) { // a token of ours would be the second, or the third
            assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x", headers(attack)))
                    .isRefused(attack.status(), attack.code());
        }
        assertThatAnswer(anonymous).upstreamNotReached(); // nor by the one after it
    }

    @ParameterizedTest
    @MethodSource
    void harmless(Corpus.Line attack) {
        Answer known = edge.getAs(TestTokens.valid(), "/api/x", headers(attack));

        assertThatAnswer(known).isAdmitted();
        assertThat(known.seen().values("x-user-id")).containsExactly("alice");
        assertThat(known.seen().values("x-user-roles")).containsExactly("user");
        assertThat(known.seen().values("authorization")).hasSize(1);
        saysWhereItCameFrom(known.seen());

        Answer anonymous = edge.get("/public/x", headers(attack));

        assertThatAnswer(anonymous).isAdmitted();
        assertThat(anonymous.seen().allText().toLowerCase(Locale.ROOT)).doesNotContain("user-id", "user_id");
        saysWhereItCameFrom(anonymous.seen());
    }

    private static void saysWhereItCameFrom(RecordingUpstream.Seen seen) {
        assertThat(seen.allText()).doesNotContain("attacker");
        assertThat(seen.values("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(seen.values("x-forwarded-proto")).containsExactly("http");
        assertThat(seen.values("x-forwarded-host")).containsExactly("edge.example");
        assertThat(seen.values("x-forwarded-port")).containsExactly("80");
    }

    @Test
    void corpusIsAsLargeAsItIsSaidToBe() {
        assertThat(Corpus.headers()).hasSizeGreaterThanOrEqualTo(100);
    }
}
