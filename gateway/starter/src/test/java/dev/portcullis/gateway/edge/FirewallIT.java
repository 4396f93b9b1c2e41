package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What the corpora cannot say in a line. */
final class FirewallIT {

    private final Edge edge = Edge.shared().ready();

    @Test
    void refusedMethodIsToldWhatIsAllowed() {
        Answer answer = edge.send("TRACE", "/public/x");

        assertThatAnswer(answer).isRefused(405, "method_not_allowed").upstreamNotReached();
        assertThat(answer.reply().values("allow")).containsExactly("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void methodsOfServicesPass(String method) {
        assertThatAnswer(edge.send(method, "/public/x", "Content-Length: 0")).isAdmitted();
    }

    @Test
    void trailersAreDropped() {
        Answer answer = edge.raw("POST /public/x HTTP/1.1\r\nHost: edge.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nhi\r\n0\r\nX-User-Id: attacker\r\n\r\n");

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().allText()).doesNotContain("attacker");
    }

    @Test
    void offerOfHttp2IsNotTakenAndNotPassedOn() {
        Answer answer = edge.get(
                "/public/x", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__");

        assertThatAnswer(answer).isAdmitted();
        assertThat(List.of("upgrade", "http2-settings", "connection"))
                .allSatisfy(name -> assertThat(answer.seen().values(name)).isEmpty());
    }

    /** The gateway's own mapping may be put first as well; then the filter asks. */
    @Test
    void firewallIsAskedWhoeverMapsFirst() {
        try (Edge other = new Edge(
                Edge::answeringForItself,
                "--spring.cloud.gateway.server.webflux.handler-mapping.order=" + Integer.MIN_VALUE)) {
            assertThatAnswer(other.get("/public//x"))
                    .isRefused(400, "path_refused")
                    .upstreamNotReached();
        }
    }

    /** A host application's own filter may stand before ours; what it makes of a request has not been judged. */
    @Test
    void requestThatIsRewrittenAfterItPassedIsJudgedAgain() {
        try (Edge other = new Edge(FirewallIT::withARewritingFilter)) {
            assertThatAnswer(other.get("/public/x", "X-Rewrite: /public//x"))
                    .isRefused(400, "path_refused")
                    .upstreamNotReached();
            assertThatAnswer(other.get("/public/x", "X-Rewrite: /public/y")).isAdmitted();
        }
    }

    private static void withARewritingFilter(Edge edge, GenericApplicationContext context) {
        Edge.answeringForItself(edge, context);
        context.registerBean(Rewriting.class);
    }

    static final class Rewriting implements GlobalFilter, Ordered {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            String path = exchange.getRequest().getHeaders().getFirst("X-Rewrite");
            return chain.filter(
                    path == null
                            ? exchange
                            : exchange.mutate()
                                    .request(request -> request.path(path))
                                    .build());
        }
    }
}
