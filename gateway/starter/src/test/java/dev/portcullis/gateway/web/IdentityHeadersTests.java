package dev.portcullis.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.admission.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** What becomes of {@code Connection}, which no upstream ever sees. The rest is asked over HTTP. */
final class IdentityHeadersTests {

    private final IdentityHeaders identity = new IdentityHeaders(
            Map.of("X-User-Id", "sub"),
            64,
            new ForwardedHeaders(new TrustedProxies(List.of()), new ClientHeaders(List.of())));

    private List<String> connection(String... values) {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/x").header(HttpHeaders.CONNECTION, values));

        return identity.stamp(exchange, Caller.ANONYMOUS)
                .<List<String>>fold(
                        stamped -> stamped.getRequest().getHeaders().getOrEmpty(HttpHeaders.CONNECTION),
                        refusal -> List.of("refused"));
    }

    @Test
    void upgradeStaysAndAnIdentityHeaderGoes() {
        assertThat(connection("Upgrade")).containsExactly("Upgrade");
        assertThat(connection("keep-alive, Upgrade, x_user_ID")).containsExactly("keep-alive, Upgrade");
        assertThat(connection("X-User-Id", "Upgrade")).containsExactly("Upgrade");
    }

    @Test
    void connectionThatNamesNothingElseGoesWhole() {
        assertThat(connection("X-User-Id, authorization")).isEmpty();
    }
}
