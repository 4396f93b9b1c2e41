package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestVerifiers.KEYS;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class IssuerKeysTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final AtomicInteger loads = new AtomicInteger();
    private Mono<byte[]> answer = Mono.just(TestKeys.set(TestKeys.ISSUER));
    private final IssuerKeys keys = TestVerifiers.fetched(
            () -> Mono.defer(() -> {
                loads.incrementAndGet();
                return answer;
            }),
            now::get);
    // its own clock stands still, so that no token expires while the keys grow old
    private final TokenVerifier verifier = new TokenVerifier(
            List.of(new TrustedIssuer(TestVerifiers.settings(), keys)), TestVerifiers.cache(), () -> TestTokens.NOW);

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

    private CompletableFuture<Boolean> asksFor(String kid) {
        return keys.keysFor(kid, SignatureAlgorithm.ES256)
                .map(outcome -> outcome.<Boolean>fold(found -> true, refusal -> false))
                .toFuture();
    }

    @Test
    void whoNamesAnUnknownKeyJoinsTheLoadAndGoodTokensDoNot() {
        keys.refreshIfDue();
        Sinks.One<byte[]> slow = Sinks.one();
        answer = slow.asMono();
        var causer = asksFor("issuer-2");
        var second = asksFor("issuer-2");
        var stranger = asksFor("nobody");

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
        assertThat(List.of(causer, second, stranger)).noneMatch(CompletableFuture::isDone);

        slow.tryEmitValue(TestKeys.set(TestKeys.ROTATED));
        assertThat(causer).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(stranger).isCompletedWithValue(false);
        assertThat(loads).hasValue(2);
    }

    @Test
    void beyondTheBoundNobodyWaitsAndAPlaceIsFreeAgainAfterwards() {
        keys.refreshIfDue();
        Sinks.One<byte[]> slow = Sinks.one();
        answer = slow.asMono();
        var waiting = IntStream.range(0, UnknownKidTurns.MAX_WAITERS)
                .mapToObj(i -> asksFor("invented-" + i))
                .toList();

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(asksFor("one-too-many")).isCompletedWithValue(false);

        slow.tryEmitValue(TestKeys.set(TestKeys.ISSUER));
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        now.updateAndGet(instant -> instant.plus(KEYS.unknownKid()));
        answer = Sinks.<byte[]>one().asMono();
        assertThat(asksFor("issuer-2")).isNotDone();
    }

    @Test
    void clientThatHangsUpGivesItsPlaceBack() {
        keys.refreshIfDue();
        answer = Sinks.<byte[]>one().asMono();
        for (int i = 0; i < 2 * UnknownKidTurns.MAX_WAITERS; i++) {
            keys.keysFor("invented-" + i, SignatureAlgorithm.ES256).subscribe().dispose();
        }

        assertThat(asksFor("issuer-2")).isNotDone();
    }

    @Test
    void refreshThatAlreadyRunsIsNotTakenForTheLoadOfAnUnknownKey() {
        keys.refreshIfDue();
        Sinks.One<byte[]> fetchedBefore = Sinks.one();
        answer = fetchedBefore.asMono();
        pass(KEYS.refresh());
        var causer = asksFor("issuer-2");
        answer = Mono.just(TestKeys.set(TestKeys.ISSUER, TestKeys.ROTATED));

        fetchedBefore.tryEmitValue(TestKeys.set(TestKeys.ISSUER));

        assertThat(causer).isCompletedWithValue(true);
    }

    @Test
    void hundredThousandUnknownKidsCauseOneFetchInThirtySeconds() {
        keys.refreshIfDue();
        int before = loads.get();
        for (int i = 0; i < 100_000; i++) {
            now.updateAndGet(instant -> instant.plusMillis(3)); // 300 s in all, so the refresh comes once too
            keys.refreshIfDue();
            assertThat(asksFor("invented-" + i)).isCompletedWithValue(false);
        }

        assertThat(loads.get() - before).isBetween(10, 11);
    }

    @Test
    void clockThatIsSetBackNeitherFreezesTheRefreshNorTheUnknownKeys() {
        keys.refreshIfDue();
        asksFor("invented");
        int before = loads.get();

        now.updateAndGet(instant -> instant.minus(Duration.ofDays(1)));
        keys.refreshIfDue();
        assertThat(loads).hasValue(before + 1);
        asksFor("invented");
        assertThat(loads).hasValue(before + 2);
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
    void setWithoutAUsableKeyWithdrawsAllAndIsAskedForAgainSoon() {
        keys.refreshIfDue();
        answer = Mono.just(TestKeys.set());
        pass(KEYS.refresh());
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("keys_unavailable");

        answer = Mono.just(TestKeys.set(TestKeys.ISSUER));
        pass(Duration.ofSeconds(1));
        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
    }

    @Test
    void sourceThatThrowsDoesNotEndTheLoads() {
        answer = Mono.defer(() -> {
            throw new IllegalStateException("broken");
        });
        keys.refreshIfDue();
        answer = Mono.just(TestKeys.set(TestKeys.ISSUER));
        pass(Duration.ofSeconds(1));

        assertThat(verdict(verifier, TestTokens.valid())).isEqualTo("passed");
    }

    @Test
    void viewTellsOfKeysLoadsAndFailures() {
        assertThat(keys.view().unavailable()).contains("no keys yet");
        answer = Mono.just(TestKeys.entries(
                TestKeys.ISSUER.toPublicJWK().toJSONString(),
                "{\"kty\":\"oct\",\"kid\":\"evil\\nline " + "x".repeat(100) + "\",\"k\":\"AAAA\"}"));
        keys.refreshIfDue();
        answer = Mono.error(new JwksSource.Unusable("down"));
        pass(KEYS.refresh());
        KeyView view = keys.view();

        assertThat(view.source()).isEqualTo("http://127.0.0.1/jwks");
        assertThat(view.keys()).singleElement().satisfies(key -> {
            assertThat(key.kid()).isEqualTo("issuer-1");
            assertThat(key.algorithms()).containsExactly("ES256");
            assertThat(key.thumbprint())
                    .hasValueSatisfying(text -> assertThat(text).hasSize(43));
        });
        assertThat(view.skipped())
                .singleElement()
                .asString()
                .startsWith("'evil?line?xxx")
                .contains("is private");
        assertThat(view.skipped().get(0)).hasSizeLessThan(150).doesNotContain("AAAA");
        assertThat(view.loadedAt()).contains(TestTokens.NOW);
        assertThat(view.unavailable()).isEmpty();
        assertThat(view.loads())
                .isEqualTo(new KeyView.Loads(
                        1, 1, Optional.of("down"), Optional.of(now.get().plusSeconds(1))));
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
