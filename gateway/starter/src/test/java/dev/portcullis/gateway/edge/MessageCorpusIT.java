package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.edge.RecordingUpstream.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** F5 and request smuggling: what the gateway counts as one request is one request upstream, or none. */
final class MessageCorpusIT {

    private static final String LAST =
            "GET /public/control HTTP/1.1\r\nHost: edge.example\r\nConnection: close\r\n\r\n";
    private final Edge edge = Edge.shared().ready();

    static Stream<Corpus.Message> messages() {
        return Corpus.messages();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void answersAndUpstreamAgree(Corpus.Message message) {
        int before = edge.upstream.seen().size();

        List<RawHttp.Reply> replies = RawHttp.conversation(
                edge.port(), message.bytes(), message.answers().size(), LAST);
        edge.get("/public/control"); // whatever was on its way has arrived before this

        List<String> answers =
                new ArrayList<>(replies.stream().map(MessageCorpusIT::told).toList());
        List<String> rest = answers.size() > message.answers().size()
                ? answers.subList(message.answers().size(), answers.size())
                : new ArrayList<>();
        assertThat(rest)
                .as("nothing but the control, where the connection stayed open")
                .isIn(List.of(), List.of("200"));
        rest.clear();
        assertThat(answers).isEqualTo(message.answers());
        List<String> uris =
                edge.upstream.seen().stream().skip(before).map(Seen::uri).toList();
        assertThat(uris).noneMatch(uri -> uri.contains("smuggled"));
        List<String> asked = new ArrayList<>(uris);
        asked.removeIf("/public/control"::equals);
        if (message.upstream().equals(List.of("*"))) {
            assertThat(asked).isIn(List.of(), List.of("/public/x"));
        } else {
            assertThat(asked).isEqualTo(message.upstream());
        }
        assertThat(edge.upstream.seen().stream().skip(before).map(Seen::allText))
                .noneMatch(text -> text.contains("attacker") || text.contains("h2c"));
    }

    private static String told(RawHttp.Reply reply) {
        return reply.status() < 400
                ? String.valueOf(reply.status())
                : reply.status() + " "
                        + JsonMapper.shared().readTree(reply.body()).get("code").asString();
    }

    @Test
    void corpusIsAsLargeAsItIsSaidToBe() {
        assertThat(messages()).hasSizeGreaterThanOrEqualTo(130);
    }
}
