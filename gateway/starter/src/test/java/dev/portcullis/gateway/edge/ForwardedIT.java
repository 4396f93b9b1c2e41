package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Case 27, from a proxy that is trusted. What strangers say is in the corpus of headers. */
final class ForwardedIT {

    private static final Edge EDGE = new Edge(
            Edge::answeringForItself,
            "--portcullis.forwarded.trusted-proxies=127.0.0.0/8",
            "--portcullis.firewall.relay-headers=X-HTTP-Method-Override");

    @AfterAll
    static void stop() {
        EDGE.close();
    }

    @Test
    void proxyIsAppendedToWhatItSays() {
        Answer answer = EDGE.get(
                "/public/x",
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shop.example",
                "X-Forwarded-Prefix: /shop",
                "X-Real-IP: 192.0.2.7",
                "Forwarded: for=192.0.2.7;proto=https");

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().values("x-forwarded-for")).containsExactly("192.0.2.7, 10.0.0.1, 127.0.0.1");
        assertThat(answer.seen().values("x-forwarded-proto")).containsExactly("https");
        assertThat(answer.seen().values("x-forwarded-host")).containsExactly("shop.example");
        assertThat(answer.seen().values("x-forwarded-port")).containsExactly("443");
        assertThat(answer.seen().values("x-forwarded-prefix")).containsExactly("/shop");
        assertThat(answer.seen().values("x-real-ip")).containsExactly("192.0.2.7");
        assertThat(answer.seen().values("forwarded"))
                .containsExactly("for=192.0.2.7;proto=https, for=127.0.0.1;host=\"edge.example\";proto=https");
    }

    @Test
    void proxyCannotNameAUserEither() {
        Answer answer =
                EDGE.get("/public/x", "X-Forwarded-User: eve", "X_Forwarded_For: 6.6.6.6", "X-Original-URL: /admin");

        assertThat(answer.seen().allText()).doesNotContain("eve", "6.6.6.6", "/admin");
        assertThat(answer.seen().values("x-forwarded-for")).containsExactly("127.0.0.1");
    }

    @Test
    void headerThatAnUpstreamNeedsIsRelayed() {
        Answer answer = EDGE.get("/public/x", "X-HTTP-Method-Override: PATCH", "X-HTTP-Method: PATCH");

        assertThat(answer.seen().values("x-http-method-override")).containsExactly("PATCH");
        assertThat(answer.seen().values("x-http-method")).isEmpty();
    }

    /** Else a page that is served through a proxy which ends TLS would look foreign to the very host it came from. */
    @Test
    void originIsComparedWithTheSchemeThatTheProxyTells() {
        String own = "Origin: https://edge.example";

        assertThatAnswer(EDGE.get("/public/x", own, "X-Forwarded-Proto: https")).isAdmitted();
        assertThat(EDGE.get("/public/x", own).reply().status()).isEqualTo(403);
    }
}
