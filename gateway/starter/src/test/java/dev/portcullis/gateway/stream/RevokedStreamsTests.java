package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.USUAL;
import static dev.portcullis.gateway.stream.StreamTokens.entry;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.RevocationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What the list of revocations says of streams that are open, and how often it is asked. */
final class RevokedStreamsTests {

    private static final Mono<RevocationStatus> ACTIVE = Mono.just(RevocationStatus.ACTIVE);
    private static final String ISSUER = TestTokens.ISSUER;
    private static final long MINTED = NOW.minusSeconds(60).toEpochMilli();

    private final StreamScene scene = new StreamScene();

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
        scene.openAndKept();

        scene.streams.applied(entry(other, Long.MAX_VALUE));
        scene.tickAt(NOW);
        assertThat(scene.ends).isEmpty();
        scene.streams.applied(entry(own, Long.MAX_VALUE));
        scene.tickAt(NOW);

        assertThat(scene.ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void unnamedTokenIsEndedByItsDigest() {
        VerifiedToken token = StreamTokens.with(claims -> claims.remove("jti"));
        scene.streams.open(token, USUAL, scene.ends::add);
        scene.tickAt(NOW);

        scene.streams.applied(
                entry(new Covered.UnnamedToken(ISSUER, token.facts().signingInputDigest()), 0));
        scene.tickAt(NOW);

        assertThat(scene.ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void cutOffOfTheVeryInstantCoversAndTheOneBeforeDoesNot() {
        scene.openAndKept();

        scene.streams.applied(entry(new Covered.Subject(ISSUER, "alice"), MINTED - 1));
        scene.tickAt(NOW);
        assertThat(scene.ends).isEmpty();
        scene.streams.applied(entry(new Covered.Subject(ISSUER, "alice"), MINTED));
        scene.tickAt(NOW);

        assertThat(scene.ends).hasSize(1);
    }

    @Test
    void streamThatOpensAfterItsRevocationWasSaidIsEndedByTheList() {
        scene.list.set(Mono.just(RevocationStatus.REVOKED));
        scene.streams.applied(entry(new Covered.Session(ISSUER, "session-1"), 0));
        scene.tickAt(NOW);
        assertThat(scene.ends).isEmpty();

        scene.open();
        scene.tickAt(NOW);

        assertThat(scene.ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void streamThatOpensWithItsRevocationIsEndedInTheSameTick() {
        scene.open();
        scene.streams.applied(entry(new Covered.Session(ISSUER, "session-1"), 0));

        scene.tickAt(NOW);

        assertThat(scene.ends).containsExactly(StreamEnd.TOKEN_REVOKED);
    }

    @Test
    void reloadEndsAllThatItRevokedInOneTickHoweverManyTheyAre() {
        int many = 5 * Questions.A_TICK;
        IntStream.range(0, many).forEach(stream -> scene.open());
        scene.tickAt(NOW);
        assertThat(scene.kept()).isEqualTo(many);
        assertThat(scene.ends).isEmpty();

        scene.list.set(Mono.just(RevocationStatus.REVOKED));
        scene.streams.reloaded();
        scene.tickAt(NOW);

        assertThat(scene.ends).hasSize(many);
    }

    @Test
    void listThatAnswersLaterIsAskedSoMuchATickAndNoMore() {
        AtomicInteger questions = new AtomicInteger();
        scene.list.set(Mono.<RevocationStatus>never().doOnSubscribe(any -> questions.incrementAndGet()));
        IntStream.range(0, Questions.A_TICK + 1).forEach(stream -> scene.open());

        scene.tickAt(NOW);
        assertThat(questions).hasValue(Questions.A_TICK);
        scene.tickAt(NOW);
        assertThat(questions).hasValue(Questions.A_TICK + 1);
    }

    @Test
    void listThatCannotTellIsAskedSoMuchATickAndNoMore() {
        AtomicInteger questions = new AtomicInteger();
        scene.list.set(Mono.just(RevocationStatus.UNKNOWN).doOnSubscribe(any -> questions.incrementAndGet()));
        IntStream.range(0, Questions.A_TICK + 1).forEach(stream -> scene.open());

        scene.tickAt(NOW);

        assertThat(questions).hasValue(Questions.A_TICK);
    }

    @Test
    void listThatCannotTellLeavesItOpen() {
        scene.list.set(Mono.just(RevocationStatus.UNKNOWN));

        scene.openAndKept();

        assertThat(scene.ends).isEmpty();
    }

    @Test
    void listThatStumblesIsCountedAndLeavesItOpen() {
        scene.list.set(Mono.error(new IllegalStateException("a defect")));

        scene.openAndKept();

        assertThat(scene.ends).isEmpty();
        assertThat(scene.defects()).isOne();
    }

    @Test
    void shortAnswerIsNeverKeptAndNobodyIsAskedAboutIt() {
        List<String> questions = new ArrayList<>();
        scene.list.set(ACTIVE.doOnSubscribe(any -> questions.add("asked")));

        scene.open().close();
        scene.tickAt(NOW);
        assertThat(scene.kept()).isZero();
        assertThat(questions).isEmpty();

        scene.openAndKept();
        assertThat(questions).hasSize(1);
    }
}
