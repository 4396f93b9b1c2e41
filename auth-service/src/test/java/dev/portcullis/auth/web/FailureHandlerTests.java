package dev.portcullis.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Exceptions;

class FailureHandlerTests {

    static Arguments[] failures() {
        return new Arguments[] {
            Arguments.of("queue full", new RejectedExecutionException(), 503, "busy", "2"),
            Arguments.of("queue of a scheduler full", Exceptions.failWithRejected("full"), 503, "busy", "2"),
            Arguments.of("no answer in time", new TimeoutException(), 503, "database_unavailable", "5"),
            Arguments.of("defect", new IllegalStateException(), 500, "internal_error", null),
        };
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("failures")
    void onlyADefectIsOurs(String name, Exception failure, int status, String code, String retryAfter) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

        new FailureHandler(new RefusalRenderer(new Json()))
                .handle(exchange, failure)
                .block();

        MockServerHttpResponse response = exchange.getResponse();
        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getBodyAsString().block()).contains("\"code\":\"" + code + "\"");
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo(retryAfter);
    }
}
