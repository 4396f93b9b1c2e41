package dev.portcullis.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TokenFactsTests {

    private static final Instant CUT_OFF = Instant.parse("2030-01-01T12:00:00.500Z");
    private static final Covered SUBJECT = new Covered.Subject("i", "alice");

    @Test
    void tokenMintedAtTheCutOffIsCoveredAndOneOfTheNextMillisecondIsNot() {
        assertThat(mintedAt(CUT_OFF).isCoveredBy(SUBJECT, CUT_OFF.toEpochMilli()))
                .isTrue();
        assertThat(mintedAt(CUT_OFF.plusMillis(1)).isCoveredBy(SUBJECT, CUT_OFF.toEpochMilli()))
                .isFalse();
    }

    @Test
    void tokenThatDoesNotTellItsMintInstantIsCovered() {
        assertThat(mintedAt(null).isCoveredBy(SUBJECT, 0)).isTrue();
    }

    @Test
    void datesDoNotSaveATokenOfARevokedKey() {
        Covered key = new Covered.Key("i", "kid");

        assertThat(mintedAt(CUT_OFF.plusSeconds(3600)).isCoveredBy(key, CUT_OFF.toEpochMilli()))
                .isTrue();
    }

    @Test
    void everythingThatTheTokenNamesWouldCoverIt() {
        assertThat(mintedAt(CUT_OFF).covering())
                .extracting(Covered::kind)
                .containsExactly(
                        Covered.Kind.TOKEN,
                        Covered.Kind.SESSION,
                        Covered.Kind.SUBJECT,
                        Covered.Kind.CLIENT,
                        Covered.Kind.ISSUER,
                        Covered.Kind.KEY);
    }

    @Test
    void tokenWithoutAJtiIsNamedByItsSigningInput() {
        TokenFacts token = new TokenFacts("i", null, "digest", null, null, null, null, CUT_OFF);

        assertThat(token.covering()).containsExactly(new Covered.UnnamedToken("i", "digest"), new Covered.Issuer("i"));
    }

    private static TokenFacts mintedAt(@Nullable Instant instant) {
        return new TokenFacts("i", "jti", "digest", "sid", "alice", "client", "kid", instant);
    }
}
