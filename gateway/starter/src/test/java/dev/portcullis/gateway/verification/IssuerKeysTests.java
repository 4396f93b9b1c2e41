package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestVerifiers.KEYS;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class IssuerKeysTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final AtomicInteger loads = new AtomicInteger();
    private Mono<byte[]> answer = Mono.just(TestKeys.set(TestKeys.ISSUER));
    private final IssuerKeys keys = new IssuerKeys(
            "main",
            () -> Mono.defer(() -> {
                loads.incrementAndGet();
                return answer;
            }),
            KEYS,
            now::get);
    // its own clock stands still, so that no token expires while the keys grow old
    private final TokenVerifier verifier =
            new TokenVerifier(List.of(new TrustedIssuer(TestVerifiers.settings(), keys)), () -> TestTokens.NOW);

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        keys.refreshIfDue();
    }

    private String rotatedToken() {
        return TestTokens.signedBy(TestKeys.ROTATED, "ES256");
    }

    @Test
    void beforeTheFirstLoadNothingCanBeSaid() {
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("keys_unavailable");
        assertThat(keys.firstLoadEnded()).isFalse();

        keys.refreshIfDue();

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
        assertThat(keys.firstLoadEnded()).isTrue();
    }

    @Test
    void setIsFetchedAheadOnceAnIntervalAndNotBefore() {
        keys.refreshIfDue();
        pass(KEYS.refresh().minusMillis(1));
        assertThat(loads).hasValue(1);

        pass(Duration.ofMillis(1));
        assertThat(loads).hasValue(2);
    }

    @Test
    void withdrawnKeyIsDroppedWithTheNextRefresh() {
        keys.refreshIfDue();
        answer = Mono.just(TestKeys.set(TestKeys.ROTATED));

        pass(KEYS.refresh());

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("token_key_unknown");
        assertThat(verdict(verifier, rotatedToken())).isEqualTo("passed");
    }

    @Test
    void keyThatWasJustRotatedInWorksAtOnce() {
        keys.refreshIfDue();
        answer = Mono.just(TestKeys.set(TestKeys.ISSUER, TestKeys.ROTATED));

        assertThat(verdict(verifier, rotatedToken())).isEqualTo("passed");
        assertThat(loads).hasValue(2);
    }

    @Test
    void unknownKidsCauseOneLoadAnInterval() {
        keys.refreshIfDue();
        for (int i = 0; i < 200; i++) {
            String kid = "invented-" + i;
            assertThat(verdict(verifier, TestTokens.withHeader(header -> header.put("kid", kid))))
                    .isEqualTo("token_key_unknown");
        }
        assertThat(loads).hasValue(2);

        now.updateAndGet(instant -> instant.plus(KEYS.unknownKid()));
        verdict(verifier, rotatedToken());
        assertThat(loads).hasValue(3);
    }

    @Test
    void onlyWhoCausedALoadWaitsForIt() {
        keys.refreshIfDue();
        Sinks.One<byte[]> slow = Sinks.one();
        answer = slow.asMono();
        var causer = keys.keysFor("issuer-2", SignatureAlgorithm.ES256).toFuture();

        assertThat(verdict(verifier, rotatedToken())).isEqualTo("token_key_unknown");
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
        assertThat(causer).isNotDone();

        slow.tryEmitValue(TestKeys.set(TestKeys.ROTATED));
        assertThat(causer.join().<Boolean>fold(found -> true, refusal -> false)).isTrue();
    }

    @Test
    void clientThatHangsUpDoesNotTakeTheLoadWithIt() {
        keys.refreshIfDue();
        Sinks.One<byte[]> slow = Sinks.one();
        answer = slow.asMono();
        keys.keysFor("issuer-2", SignatureAlgorithm.ES256).subscribe().dispose();

        slow.tryEmitValue(TestKeys.set(TestKeys.ROTATED));

        assertThat(verdict(verifier, rotatedToken())).isEqualTo("passed");
    }

    @Test
    void lastGoodKeysServeThroughAnOutageAndNoLonger() {
        keys.refreshIfDue();
        answer = Mono.error(new JwksSource.Unusable("down"));

        pass(KEYS.keepLastGood());
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");

        pass(Duration.ofMillis(1));
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("keys_unavailable");
    }

    @Test
    void failingIssuerIsAskedAgainSoonAndThenLessOften() {
        answer = Mono.error(new JwksSource.Unusable("down"));
        keys.refreshIfDue();
        assertThat(keys.firstLoadEnded()).isTrue();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            int before = loads.get();
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(loads).hasValue(before);
            pass(Duration.ofMillis(1));
            assertThat(loads).hasValue(before + 1);
        }
    }

    @Test
    void setWithoutAUsableKeySaysNothingOfAnyToken() {
        answer = Mono.just(TestKeys.set());
        keys.refreshIfDue();

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("keys_unavailable");
    }

    @Test
    void emptySourceCountsAsAFailure() {
        answer = Mono.empty();
        keys.refreshIfDue();
        answer = Mono.just(TestKeys.set(TestKeys.ISSUER));
        pass(Duration.ofSeconds(1));

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
    }
}
