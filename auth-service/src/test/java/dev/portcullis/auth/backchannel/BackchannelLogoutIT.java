package dev.portcullis.auth.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.testing.FreePort;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two services on one database, and a provider with a real key set. */
class BackchannelLogoutIT {

    private static final String ISSUER = ProviderStandIn.ISSUER;
    private static final String GONE = "https://gone.example.com";
    private static RealRedis redis;
    private static ProviderStandIn provider;
    private static AuthService first;
    private static AuthService second;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        provider = new ProviderStandIn();
        String database = AuthService.newDatabase();
        Map<String, String> keys = AuthService.keys();
        String there = "--portcullis.auth.backchannel.providers.idp.";
        String gone = "--portcullis.auth.backchannel.providers.gone.";
        String[] arguments = {
            there + "issuer=" + ISSUER,
            there + "jwks-uri=" + provider.jwksUri(),
            there + "audience=" + ProviderStandIn.AUDIENCE,
            gone + "issuer=" + GONE,
            gone + "jwks-uri=http://127.0.0.1:" + FreePort.choose() + "/jwks",
            gone + "audience=" + ProviderStandIn.AUDIENCE,
        };
        first = AuthService.on(database, keys, redis, arguments);
        second = AuthService.on(database, keys, redis, arguments);
    }

    @AfterAll
    static void end() {
        second.close();
        first.close();
        provider.close();
        redis.close();
    }

    @Test
    void sessionThatAProviderEndsIsRevokedAtTheEdge() {
        String sid = "sid-" + UUID.randomUUID();

        Answer answer = send(first, provider.token(claims -> claims.claim("sid", sid)));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.response().body()).isEmpty();
        Covered session = new Covered.Session(ISSUER, sid);
        assertThat(newest().member()).isEqualTo(session.member());
        long score = Long.parseLong(redis.cli("ZSCORE", first.list(), session.member()));
        assertThat(Instant.ofEpochMilli(score))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(24)),
                        Instant.now().plus(Duration.ofHours(24).plusMinutes(6)));
    }

    @Test
    void sessionAloneIsRevokedWhereTheTokenNamesItsSubjectToo() {
        String sub = "sub-" + UUID.randomUUID();

        assertThat(send(first, provider.token(claims -> claims.subject(sub))).status())
                .isEqualTo(200);

        assertThat(redis.cli("ZSCORE", first.list(), new Covered.Subject(ISSUER, sub).member()))
                .isEmpty();
    }

    @Test
    void subjectIsRevokedUpToNowWhereTheTokenNamesNoSession() {
        String sub = "sub-" + UUID.randomUUID();
        long before = System.currentTimeMillis();

        assertThat(send(first, provider.token(claims -> claims.subject(sub).claim("sid", null)))
                        .status())
                .isEqualTo(200);

        assertThat(newest().member()).isEqualTo(new Covered.Subject(ISSUER, sub).member());
        assertThat(newest().score()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void tokenIsTakenOnceByAllInstancesTogether() {
        String token = provider.token(claims -> {});
        assertThat(send(first, token).status()).isEqualTo(200);
        long number = newest().number();

        Answer replayed = send(first, token);
        Answer elsewhere = send(second, token);

        assertThat(replayed.status()).isEqualTo(400);
        assertThat(replayed.code()).isEqualTo("logout_token_replayed");
        assertThat(replayed.text("error")).isEqualTo("invalid_request");
        assertThat(replayed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(replayed.header("WWW-Authenticate")).isEmpty();
        assertThat(elsewhere.code()).isEqualTo("logout_token_replayed");
        assertThat(newest().number()).isEqualTo(number);
        assertThat(send(second, provider.token(claims -> {})).status()).isEqualTo(200);
    }

    @Test
    void tokenThatWasAnsweredWith503IsTakenAgainAndRecordedOnce() {
        String token = provider.token(claims -> {});
        redis.pause();
        Answer pending;
        try {
            pending = send(first, token);
        } finally {
            redis.resume();
        }
        long number = newest().number();

        assertThat(pending.status()).isEqualTo(503);
        assertThat(pending.code()).isEqualTo("revocation_pending");
        Awaitility.await().until(() -> send(second, token).status() == 200);
        assertThat(send(first, token).code()).isEqualTo("logout_token_replayed");
        assertThat(newest().number()).isEqualTo(number);
    }

    @Test
    void seenTokensAreForgottenOnceTheyHaveExpired() {
        String old = provider.token(claims -> {});
        send(first, old);
        first.update("UPDATE seen_logout_token SET expires_at = clock_millis() - 120000");

        send(first, provider.token(claims -> {}));

        assertThat(first.count("SELECT count(*) FROM seen_logout_token")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "JWT", ""})
    void typeMayBeLeftOutAsOldProvidersDo(String type) {
        assertThat(send(first, provider.typed(type.isEmpty() ? null : type)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.portcullis.auth.backchannel.LogoutTokenDifferences#all")
    void tokenWithOneDifferenceRevokesNothing(String name, Consumer<JWTClaimsSet.Builder> difference) {
        assertRefused(provider.token(difference));
        assertThat(send(first, provider.token(claims -> {})).status()).isEqualTo(200);
    }

    @Test
    void limitsAreTakenUpToTheLast() {
        assertThat(send(first, provider.token(claims -> claims.issueTime(LogoutTokenDifferences.ago(570))))
                        .status())
                .isEqualTo(200);
        assertThat(send(first, provider.token(claims -> claims.expirationTime(LogoutTokenDifferences.ago(-86_000))))
                        .status())
                .isEqualTo(200);
        assertThat(send(first, provider.token(claims -> claims.claim("sid", "s".repeat(512))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokenThatItsProviderDidNotSignRevokesNothing() throws JOSEException {
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("theirs").build(),
                ProviderStandIn.claims().build());
        symmetric.sign(new MACSigner("a secret of thirty-two characters!"));

        assertRefused(provider.byKey("theirs"));
        assertRefused(new PlainJWT(ProviderStandIn.claims().build()).serialize());
        assertRefused(symmetric.serialize());
        assertRefused(provider.typed("at+jwt"));
        assertRefused("nonsense");
        assertRefused("a".repeat(9_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "logout_token=", "token=x", "logout_token=a&logout_token=b"})
    void formWithoutOneTokenIsRefused(String form) {
        assertThat(post(first, form, "application/x-www-form-urlencoded").code())
                .isEqualTo("logout_token_invalid");
    }

    @Test
    void tokenIsTakenOutOfAFormAlone() {
        String form = "logout_token=" + provider.token(claims -> {});

        assertThat(post(first, form, "text/plain").status()).isEqualTo(400);
        assertThat(post(first, form + "&x=" + "x".repeat(16_384), "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
        assertThat(post(first, form + "&x=y", "application/x-www-form-urlencoded; charset=UTF-8")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void providerWhoseKeysCannotBeFetchedIsAnsweredWith503() {
        Answer answer = send(first, provider.token(claims -> claims.issuer(GONE)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("keys_unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void inventedKeyIdsDoNotMakeTheServiceCallTheProviderEachTime() {
        send(first, provider.token(claims -> {}));
        int before = provider.fetches.get();

        for (int i = 0; i < 20; i++) {
            assertThat(send(first, provider.byKey("invented-" + i)).status()).isNotEqualTo(200);
        }

        assertThat(provider.fetches.get() - before).isLessThanOrEqualTo(4);
        assertThat(send(first, provider.token(claims -> {})).status()).isEqualTo(200);
    }

    private static void assertRefused(String token) {
        long before = newest().number();
        Answer answer = send(first, token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("logout_token_invalid");
        assertThat(newest().number()).isEqualTo(before);
    }

    private static LogEntry newest() {
        long head = first.count("SELECT head FROM revocation_head");
        return first.bean(RevocationLog.class)
                .after(Math.max(0, head - 1), 1)
                .next()
                .blockOptional(Duration.ofSeconds(30))
                .orElse(new LogEntry(1, "none", 0, dev.portcullis.revocation.Chain.GENESIS));
    }

    private static Answer send(AuthService service, String token) {
        return post(service, "logout_token=" + token, "application/x-www-form-urlencoded");
    }

    private static Answer post(AuthService service, String form, String type) {
        return service.client()
                .now(service.client()
                        .request("/backchannel-logout")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(form)));
    }
}
