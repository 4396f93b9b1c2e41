package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.policy.RuleContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.gateway.route.Route;

final class RouteStatusTests {

    private final RouteStatus.Reader reader =
            new RouteStatus.Reader(List.of(), new RuleContext(Set.of("main"), true, false));

    private RouteStatus statusOf(Object access) {
        return reader.read(Route.async()
                .id("orders")
                .uri("http://upstream:9100")
                .predicate(exchange -> true)
                .metadata(Map.of("access", access))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@upstream:9100/a?key=secret#secret, http://upstream:9100/a",
        "http://a@b@upstream/, http://upstream/",
        "lb://orders_service, lb://orders_service",
        "mailto:secret, mailto:",
        "http://upstream:9100, http://upstream:9100"
    })
    void addressIsShownWithoutUserInfoAndQuery(String uri, String shown) {
        assertThat(RouteStatus.shown(URI.create(uri))).isEqualTo(shown);
    }

    @Test
    void wordsAreShownAsTheyAre() {
        assertThat(statusOf("public").access()).isEqualTo("public");
        assertThat(statusOf("public").demand()).isEmpty();
        assertThat(statusOf("authenticated").access()).isEqualTo("authenticated");
    }

    @Test
    void ruleIsShownKeyByKeyAndMethodByMethod() {
        RouteStatus status = statusOf(
                Map.of("scopes", List.of("read"), "methods", Map.of("POST", Map.of("roles", List.of("admin")))));
        assertThat(status.access()).isEqualTo("rule");
        assertThat(status.demand())
                .singleElement()
                .satisfies(demand -> assertThat(demand.scopes()).containsExactly("read"));
        assertThat(status.methods().get("POST").roles()).containsExactly("admin");
    }

    @Test
    void howARouteTreatsItsCallersIsShownInTheWordsOfTheConfiguration() {
        assertThat(statusOf(Map.of(
                                "on-unavailable",
                                "allow",
                                "relay-token",
                                "false",
                                "credentials",
                                "header,cookie:sid",
                                "stream-lifetime",
                                "session"))
                        .handling())
                .containsExactly(new RouteStatus.HandlingStatus(
                        "allow", false, List.of("header", "cookie:sid"), "session", Duration.ofHours(12)));
        assertThat(statusOf("authenticated").handling())
                .containsExactly(new RouteStatus.HandlingStatus(
                        "reject", true, List.of("header"), "token", Duration.ofHours(12)));
        assertThat(statusOf("public").handling()).isEmpty();
    }

    @Test
    void ruleThatCannotBeReadShowsAsSuch() {
        RouteStatus status = statusOf("everyone");
        assertThat(status.access()).isEqualTo("unreadable");
        assertThat(status.problems()).isNotEmpty();
    }
}
