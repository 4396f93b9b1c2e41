package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a page in a browser, which can set no header, opens a WebSocket; and which page may. */
final class BrowserSocketIT {

    private static final String OWN = "https://app.example.test";
    private static final String FOREIGN = "https://evil.example";

    private final StreamUpstream upstream = new StreamUpstream();
    private final Edge edge = upstream.edge();
    private final String token = TestTokens.valid();

    @AfterEach
    void close() {
        edge.close();
        upstream.close();
    }

    @Test
    void subProtocolCarriesTheTokenAndTheOtherOneIsSpoken() {
        try (ClientSocket socket = new ClientSocket(edge, "/browser/ws", none -> {}, "chat", "bearer." + token)) {
            await().until(socket::hasHeard);

            assertThat(socket.protocol()).isEqualTo("chat");
            assertThat(handshake().getAll("Sec-WebSocket-Protocol")).containsExactly("chat");
            assertThat(handshake().toString()).doesNotContain(token);
        }
    }

    @Test
    void subProtocolCarriesTheTokenWhereTheRouteSaysSoAlone() {
        String bad = token.substring(0, token.length() - 8) + "AAAAAAAA";

        assertThatAnswer(handshake("/browser/ws", "Sec-WebSocket-Protocol: chat, bearer." + bad))
                .isRefused(401, "token_signature_invalid");
        assertThatAnswer(handshake("/token/ws", "Sec-WebSocket-Protocol: chat, bearer." + token))
                .isRefused(401, "credential_missing");
        assertThatAnswer(handshake("/browser/ws?access_token=" + token, "Sec-WebSocket-Protocol: chat"))
                .isRefused(401, "credential_missing");
        assertThatAnswer(edge.get("/browser/sized", "Sec-WebSocket-Protocol: bearer." + token))
                .isRefused(401, "credential_missing");
        assertThat(upstream.handshakes).isEmpty();
    }

    @Test
    void cookieOpensNoSocketForAForeignPage() {
        assertThatAnswer(handshake("/cookie/ws", "Cookie: sid=" + token)).isRefused(403, "origin_not_allowed");
        for (String origin : List.of(FOREIGN, "null", OWN + ".evil.example")) {
            assertThatAnswer(handshake("/anyorigin/ws", "Cookie: sid=" + token, "Origin: " + origin))
                    .isRefused(403, "origin_not_allowed");
            assertThatAnswer(handshake("/cookie/ws", "Cookie: sid=" + token, "Origin: " + origin))
                    .isRefused(403, "origin_not_allowed");
        }
        assertThatAnswer(handshake(
                        "/anyorigin/ws", "Cookie: sid=" + token, "Origin: " + FOREIGN, "Sec-Fetch-Site: cross-site"))
                .isRefused(403, "origin_not_allowed");
        assertThat(upstream.handshakes).isEmpty();
    }

    @Test
    void cookieOpensASocketForAPageThatTheRoutesCorsNames() {
        opensAndKeepsTheCookie(
                "/cookie/ws", headers -> headers.set("Origin", OWN).set("Cookie", "other=1; sid=" + token));
    }

    @Test
    void cookieOpensASocketForAPageOfTheSameOrigin() {
        opensAndKeepsTheCookie(
                "/anyorigin/ws",
                headers -> headers.set("Origin", FOREIGN)
                        .set("Sec-Fetch-Site", "same-origin")
                        .set("Cookie", "other=1; sid=" + token));
    }

    @Test
    void handshakeOfAnotherVersionOrOfNoneIsToldOurs() {
        for (String version : List.of("Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 13, 8", "X: none")) {
            Answer answer = edge.getAs(
                    token,
                    "/token/ws",
                    version,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

            assertThatAnswer(answer).isRefused(400, "request_malformed");
            assertThat(answer.reply().values("sec-websocket-version")).containsExactly("13");
        }
        assertThat(handshake("/token/ws", "Authorization: Bearer " + token)
                        .reply()
                        .status())
                .isEqualTo(101);
    }

    private void opensAndKeepsTheCookie(String path, Consumer<HttpHeaders> headers) {
        try (ClientSocket socket = new ClientSocket(edge, path, headers)) {
            await().until(socket::hasHeard);

            assertThat(handshake().get("Cookie")).isEqualTo("other=1");
            assertThat(handshake().toString()).doesNotContain(token);
        }
    }

    private HttpHeaders handshake() {
        assertThat(upstream.handshakes).hasSize(1);
        return upstream.handshakes.get(0);
    }

    private Answer handshake(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(headers));
        return edge.get(path, all.toArray(String[]::new));
    }
}
