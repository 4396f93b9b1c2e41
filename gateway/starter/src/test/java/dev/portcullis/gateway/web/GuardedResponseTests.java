package dev.portcullis.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer without a body is not watched: nothing of it could stay open, but its connection serves the next request. */
final class GuardedResponseTests {

    @ParameterizedTest
    @CsvSource({"200, 2", "203, 2", "204, 0", "205, 2", "304, 0", "404, 2"})
    void answerIsWatchedWhereItHasABody(int status, int opened) {
        AtomicInteger openings = new AtomicInteger();
        GuardedResponse response = new GuardedResponse(new MockServerHttpResponse(), cut -> {
            openings.incrementAndGet();
            throw new IllegalStateException("seen");
        });
        response.setStatusCode(HttpStatusCode.valueOf(status));

        response.writeWith(Flux.empty()).onErrorComplete().block();
        response.writeAndFlushWith(Mono.empty()).onErrorComplete().block();

        assertThat(openings).hasValue(opened);
    }
}
