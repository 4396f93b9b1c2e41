package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.REFUSED;
import static dev.portcullis.gateway.stream.StreamTokens.USUAL;
import static dev.portcullis.gateway.stream.StreamTokens.entry;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

final class OpenStreamsTests {

    private static final Mono<RevocationStatus> ACTIVE = Mono.just(RevocationStatus.ACTIVE);
    private static final String ISSUER = TestTokens.ISSUER;
    private static final long MINTED = NOW.minusSeconds(60).toEpochMilli();

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicReference<Supplier<Instant>> now = new AtomicReference<>(() -> NOW);
    private final AtomicReference<Mono<RevocationStatus>> list = new AtomicReference<>(ACTIVE);
    private final List<StreamEnd> ends = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenStreams streams = new OpenStreams(
            () -> now.get().get(),
            time,
            new RevocationCheck(token -> list.get(), registry),
            new StreamMeters(registry));

    @BeforeEach
    void start() {
        streams.start();
    }

    private void tickAt(Instant instant) {
        now.set(() -> instant);
        time.advanceTimeBy(OpenStreams.TICK);
    }

    private OpenStream open() {
        return streams.open(StreamTokens.valid(), USUAL, ends::add);
    }

    private OpenStream openAndKept() {
        OpenStream stream = open();
        tickAt(NOW);
        assertThat(kept()).isOne();
        return stream;
    }

    private int kept() {
        return (int) registry.get("portcullis.gateway.streams.open").gauge().value();
    }

    private int defects() {
        return (int)
                registry.get("portcullis.gateway.streams.defects").counter().count();
    }

    @Test
    void lastInstantOfItsTokenLeavesItOpenAndTheNextCutsIt() {
        openAndKept();

        tickAt(REFUSED.minusNanos(1));
        assertThat(ends).isEmpty();
        tickAt(REFUSED);
        assertThat(ends).containsExactly(StreamEnd.TOKEN_EXPIRED);

        tickAt(REFUSED.plusSeconds(1));
        assertThat(kept()).isZero();
        assertThat(ends).hasSize(1);
        assertThat(registry.get("portcullis.gateway.streams.ended")
                        .tag("code", "token_expired")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void clockThatIsSetForthCutsAndOneSetBackLeavesOpen() {
        openAndKept();

        tickAt(NOW.minusSeconds(86_400));
        assertThat(ends).isEmpty();
        tickAt(NOW.plusSeconds(86_400));
        assertThat(ends).hasSize(1);
        tickAt(NOW);
        open();
        tickAt(NOW);
        assertThat(ends).hasSize(1);
        assertThat(kept()).isOne();
    }

    static Stream<Arguments> covering() {
        return Stream.of(
                Arguments.of(new Covered.Token(ISSUER, TestTokens.JTI), new Covered.Token(ISSUER, "other")),
                Arguments.of(new Covered.Session(ISSUER, "session-1"), new Covered.Session(ISSUER, "other")),
                Arguments.of(new Covered.Subject(ISSUER, "alice"), new Covered.Subject(ISSUER, "bob")),
                Arguments.of(new Covered.Client(ISSUER, "first-party"), new Covered.Client(ISSUER, "other")),
                Arguments.of(new Covered.Issuer(ISSUER), new Covered.Issuer("https://other.example/")),
                Arguments.of(new Covered.Key(ISSUER, TestKeys.ISSUER.getKeyID()), new Covered.Key(ISSUER, "other")));
    }

    @ParameterizedTest
    @MethodSource("covering")
    void revocationEndsWhatItCoversAndNothingElse(Covered own, Covered other) {
        openAndKept();

        streams.applied(entry(other, Long.MAX_VALUE));
        tickAt(NOW);
        assertThat(ends).isEmpty();
        streams.applied(entry(own, Long.MAX_VALUE));
        tickAt(NOW);

        assertThat(ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void unnamedTokenIsEndedByItsDigest() {
        VerifiedToken token = StreamTokens.with(claims -> claims.remove("jti"));
        streams.open(token, USUAL, ends::add);
        tickAt(NOW);

        streams.applied(entry(new Covered.UnnamedToken(ISSUER, token.facts().signingInputDigest()), 0));
        tickAt(NOW);

        assertThat(ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void cutOffOfTheVeryInstantCoversAndTheOneBeforeDoesNot() {
        openAndKept();

        streams.applied(entry(new Covered.Subject(ISSUER, "alice"), MINTED - 1));
        tickAt(NOW);
        assertThat(ends).isEmpty();
        streams.applied(entry(new Covered.Subject(ISSUER, "alice"), MINTED));
        tickAt(NOW);

        assertThat(ends).hasSize(1);
    }

    @Test
    void streamThatOpensAfterItsRevocationWasSaidIsEndedByTheList() {
        list.set(Mono.just(RevocationStatus.REVOKED));
        streams.applied(entry(new Covered.Session(ISSUER, "session-1"), 0));
        tickAt(NOW);
        assertThat(ends).isEmpty();

        open();
        tickAt(NOW);

        assertThat(ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void streamThatOpensWithItsRevocationIsEndedInTheSameTick() {
        open();
        streams.applied(entry(new Covered.Session(ISSUER, "session-1"), 0));

        tickAt(NOW);

        assertThat(ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void reloadEndsAllThatItRevokedInOneTickHoweverManyTheyAre() {
        int many = 5 * Questions.A_TICK;
        IntStream.range(0, many).forEach(stream -> open());
        tickAt(NOW);
        assertThat(kept()).isEqualTo(many);
        assertThat(ends).isEmpty();

        list.set(Mono.just(RevocationStatus.REVOKED));
        streams.reloaded();
        tickAt(NOW);

        assertThat(ends).hasSize(many);
    }

    @Test
    void listThatAnswersLaterIsAskedSoMuchATickAndNoMore() {
        AtomicInteger questions = new AtomicInteger();
        list.set(Mono.<RevocationStatus>never().doOnSubscribe(any -> questions.incrementAndGet()));
        IntStream.range(0, Questions.A_TICK + 1).forEach(stream -> open());

        tickAt(NOW);
        assertThat(questions).hasValue(Questions.A_TICK);
        tickAt(NOW);
        assertThat(questions).hasValue(Questions.A_TICK + 1);
    }

    @Test
    void listThatCannotTellIsAskedSoMuchATickAndNoMore() {
        AtomicInteger questions = new AtomicInteger();
        list.set(Mono.just(RevocationStatus.UNKNOWN).doOnSubscribe(any -> questions.incrementAndGet()));
        IntStream.range(0, Questions.A_TICK + 1).forEach(stream -> open());

        tickAt(NOW);

        assertThat(questions).hasValue(Questions.A_TICK);
    }

    @Test
    void listThatCannotTellLeavesItOpen() {
        list.set(Mono.just(RevocationStatus.UNKNOWN));

        openAndKept();

        assertThat(ends).isEmpty();
    }

    @Test
    void listThatStumblesIsCountedAndLeavesItOpen() {
        list.set(Mono.error(new IllegalStateException("a defect")));

        openAndKept();

        assertThat(ends).isEmpty();
        assertThat(defects()).isOne();
    }

    @Test
    void shortAnswerIsNeverKeptAndNobodyIsAskedAboutIt() {
        List<String> questions = new ArrayList<>();
        list.set(ACTIVE.doOnSubscribe(any -> questions.add("asked")));

        open().close();
        tickAt(NOW);
        assertThat(kept()).isZero();
        assertThat(questions).isEmpty();

        openAndKept();
        assertThat(questions).hasSize(1);
    }

    @Test
    void closedStreamIsForgottenAndNeverCut() {
        OpenStream stream = openAndKept();

        stream.close();
        tickAt(REFUSED);

        assertThat(kept()).isZero();
        assertThat(ends).isEmpty();
    }

    @Test
    void streamThatClosesWhileItIsKeptLeavesNothing() {
        OpenStream stream = open();
        now.set(() -> {
            stream.close();
            return NOW;
        });

        time.advanceTimeBy(OpenStreams.TICK);

        assertThat(kept()).isZero();
    }

    @Test
    void streamThatStumblesKeepsNoOtherOpenAndTheTicksGoOn() {
        streams.open(StreamTokens.valid(), USUAL, end -> {
            throw new IllegalStateException("a defect");
        });
        open();
        tickAt(NOW);

        tickAt(REFUSED);
        assertThat(ends).hasSize(1);
        assertThat(defects()).isOne();

        now.set(() -> {
            throw new IllegalStateException("a defect");
        });
        time.advanceTimeBy(OpenStreams.TICK);
        open();
        tickAt(REFUSED);
        assertThat(ends).hasSize(2);
    }

    @Test
    void cancelledWaitForAnEndLeavesNothing() {
        Disposable wait = streams.endOf(StreamTokens.valid(), USUAL).subscribe(ends::add);
        tickAt(NOW);
        assertThat(kept()).isOne();

        wait.dispose();
        tickAt(REFUSED);

        assertThat(kept()).isZero();
        assertThat(ends).isEmpty();
    }
}
