package dev.portcullis.gateway.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** A request is judged once, and whatever takes its place is judged anew. */
final class RequestFirewallTests {

    private final RequestFirewall firewall =
            new RequestFirewall(new FirewallSettings(8_192, false, false, false, false));
    private final ServerWebExchange passed = exchange("/public/x");

    @Test
    void requestThatPassedIsNotReadAgain() {
        AtomicInteger readings = new AtomicInteger();
        ServerWebExchange counted = passed.mutate()
                .request(new ServerHttpRequestDecorator(passed.getRequest()) {
                    @Override
                    public HttpHeaders getHeaders() {
                        readings.incrementAndGet();
                        return super.getHeaders();
                    }
                })
                .build();
        assertThat(verdict(counted)).isEqualTo("passed");
        int once = readings.get();

        assertThat(verdict(counted)).isEqualTo("passed");
        assertThat(verdict(counted.mutate().response(counted.getResponse()).build()))
                .isEqualTo("passed");

        assertThat(readings).hasValue(once).hasPositiveValue();
    }

    @Test
    void refusalIsNoPassTheNextTime() {
        ServerWebExchange refused = exchange("/public//x");

        assertThat(verdict(refused)).isEqualTo("PathRefused");
        assertThat(verdict(refused)).isEqualTo("PathRefused");
    }

    @Test
    void requestThatIsRewrittenIsJudgedAgain() {
        assertThat(verdict(passed)).isEqualTo("passed");

        assertThat(verdict(rewritten("/public//x"))).isEqualTo("PathRefused");
        assertThat(verdict(rewritten("/admin/x"))).isEqualTo("passed");
        assertThat(verdict(passed.mutate()
                        .request(request -> request.method(HttpMethod.TRACE))
                        .build()))
                .isEqualTo("MethodRefused");
        assertThat(verdict(passed.mutate()
                        .request(request -> request.header("Expect", "junk"))
                        .build()))
                .isEqualTo("RequestMalformed");
    }

    @Test
    void requestThatHidesThePassedOneIsJudgedAgain() {
        assertThat(verdict(passed)).isEqualTo("passed");

        assertThat(verdict(passed.mutate()
                        .request(new Hiding(passed.getRequest(), "/public//x"))
                        .build()))
                .isEqualTo("PathRefused");
        assertThat(verdict(passed.mutate()
                        .request(new Hiding(passed.getRequest(), "/public/y"))
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void passOfOneRequestIsNoneForAnother() {
        assertThat(verdict(passed)).isEqualTo("passed");
        ServerWebExchange other = exchange("/public//x");

        other.getAttributes().putAll(passed.getAttributes());

        assertThat(verdict(other)).isEqualTo("PathRefused");
    }

    private ServerWebExchange rewritten(String path) {
        return passed.mutate().request(request -> request.path(path)).build();
    }

    private static ServerWebExchange exchange(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/"))
                .mutate()
                .request(new Plain(path))
                .build();
    }

    private String verdict(ServerWebExchange exchange) {
        return firewall.judge(exchange)
                .single()
                .map(outcome -> outcome.fold(
                        same -> "passed", refusal -> refusal.getClass().getSimpleName()))
                .block();
    }

    /** As a server reads it; Spring's own stand-in has no request of a server inside, and says so with an exception. */
    private static final class Plain extends AbstractServerHttpRequest {

        Plain(String path) {
            super(HttpMethod.GET, URI.create("http://edge.example" + path), null, headers());
        }

        private static HttpHeaders headers() {
            HttpHeaders headers = new HttpHeaders();
            headers.add(HttpHeaders.HOST, "edge.example");
            return headers;
        }

        @Override
        @SuppressWarnings("unchecked") // the caller names the type, and there is but one native request
        public <T> T getNativeRequest() {
            return (T) this;
        }

        @Override
        protected MultiValueMap<String, HttpCookie> initCookies() {
            return new LinkedMultiValueMap<>();
        }

        @Override
        protected @Nullable SslInfo initSslInfo() {
            return null;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.empty();
        }
    }

    /** Says of itself that it is the request inside. */
    private static final class Hiding extends ServerHttpRequestDecorator {

        private final String path;

        Hiding(ServerHttpRequest hidden, String path) {
            super(hidden);
            this.path = path;
        }

        @Override
        public RequestPath getPath() {
            return RequestPath.parse(path, null);
        }

        @Override
        public boolean equals(Object other) {
            return other == this || other == getDelegate();
        }

        @Override
        public int hashCode() {
            return getDelegate().hashCode();
        }
    }
}
