package dev.portcullis.gateway.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.admission.AdmissionPipeline;
import dev.portcullis.gateway.admission.AdmissionRequest;
import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.credential.Presented;
import dev.portcullis.gateway.policy.AccessRules;
import dev.portcullis.gateway.policy.RouteFacts;
import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.gateway.stream.StreamMeters;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.TestVerifiers;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Which answers are watched, by the request: a body that a handler never ends is sent under each method. */
final class StreamGuardTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RevocationCheck list =
            new RevocationCheck(token -> Mono.just(RevocationStatus.ACTIVE), new SimpleMeterRegistry());
    private final OpenStreams streams = new OpenStreams(() -> TestTokens.NOW, time, list, new StreamMeters(registry));
    private final AdmissionPipeline pipeline = new AdmissionPipeline(
            new AccessRules(new RuleContext(Set.of("main"), true, false)),
            new CredentialReader(1 << 14),
            TestVerifiers.trusting(TestKeys.set(TestKeys.ISSUER)),
            list);

    private Caller admitted(String method, String access) {
        Presented token = new Presented(List.of("Bearer " + TestTokens.valid()), List.of(), List.of());
        RouteFacts route = new RouteFacts(new Object(), "r", Map.of("access", access));
        return requireNonNull(pipeline.decide(new AdmissionRequest(route, method, false, true, token))
                        .block())
                .fold(caller -> caller, refusal -> {
                    throw new AssertionError(refusal.problem().code());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, authenticated, 1",
        "POST, authenticated, 1",
        "HEAD, authenticated, 0", // has no body that could stay open
        "GET, public, 0" // has no token that could end
    })
    void bodyIsKeptInSightWhereItsTokenMayEndFirst(String method, String access, int kept) {
        streams.start();
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.valueOf(method), "/x"));

        Disposable sending = new StreamGuard(streams)
                .guard(exchange, admitted(method, access))
                .getResponse()
                .writeWith(Flux.never())
                .subscribe();
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(registry.get("portcullis.gateway.streams.open").gauge().value())
                .isEqualTo(kept);
        sending.dispose();
    }
}
