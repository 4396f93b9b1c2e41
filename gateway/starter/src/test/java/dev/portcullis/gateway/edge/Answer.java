package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.edge.RecordingUpstream.Seen;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the gateway, and what became of the request behind it. */
record Answer(Edge edge, RawHttp.Reply reply, int seenBefore) {

    static AnswerAssert assertThatAnswer(Answer answer) {
        return new AnswerAssert(answer);
    }

    /** The one request that the upstream got because of this one. */
    Seen seen() {
        List<Seen> seen = edge.upstream.seen();
        assertThat(seen.size() - seenBefore).as("requests at the upstream").isEqualTo(1);
        return seen.get(seenBefore);
    }

    static final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

        AnswerAssert(Answer answer) {
            super(answer, AnswerAssert.class);
        }

        AnswerAssert isAdmitted() {
            assertThat(actual.reply().status()).as(actual.reply().toString()).isEqualTo(200);
            return upstreamReached();
        }

        AnswerAssert isRefused(int status, String code) {
            assertThat(actual.reply().status()).as(actual.reply().toString()).isEqualTo(status);
            JsonNode body = JsonMapper.shared().readTree(actual.reply().body());
            assertThat(body.path("code").asString(""))
                    .as(actual.reply().toString())
                    .isEqualTo(code);
            assertThat(actual.reply().values("content-type")).containsExactly("application/problem+json");
            assertThat(actual.reply().values("cache-control")).containsExactly("no-store");
            return this;
        }

        AnswerAssert isChallengedWith(String expected) {
            assertThat(actual.reply().values("www-authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("Bearer realm=\"portcullis\"" + expected);
            return this;
        }

        AnswerAssert upstreamReached() {
            assertThat(actual.edge().upstream.seen().size()).isGreaterThan(actual.seenBefore());
            return this;
        }

        /** A request sent afterwards arrives alone: so nothing of this one is still on its way either. */
        AnswerAssert upstreamNotReached() {
            assertThat(actual.edge().get("/public/control").reply().status()).isEqualTo(200);
            List<Seen> since = actual.edge().upstream.seen();
            assertThat(since.subList(actual.seenBefore(), since.size()))
                    .extracting(Seen::uri)
                    .containsExactly("/public/control");
            return this;
        }
    }
}
