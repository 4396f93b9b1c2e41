package dev.portcullis.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithAuthService.class)
class RevocationsIT extends AdministratorScene {

    RevocationsIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @ParameterizedTest
    @CsvSource({
        "jti, token",
        "session, session",
        "subject, subject",
        "client, client",
        "key, key",
    })
    void administratorRevokesByName(String field, String kind) {
        Instant before = Instant.now();
        Answer created = revoke(Map.of(field, name, "issuer", THEIRS, "reason", "stolen laptop"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.header("Location")).isEqualTo("/admin/revocations/" + number(created));
        assertThat(created.text("kind")).isEqualTo(kind);
        assertThat(created.text("issuer")).isEqualTo(THEIRS);
        assertThat(created.text("covered")).isEqualTo(name);
        assertThat(created.text("reason")).isEqualTo("stolen laptop");
        assertThat(Instant.parse(created.text("expiresAt")))
                .isBetween(before.plus(Duration.ofMinutes(24 * 60 + 4)), before.plus(Duration.ofHours(25)));
        boolean cutOff = kind.equals("subject") || kind.equals("client");
        Instant score = Instant.parse(created.text("score"));
        assertThat(score)
                .isEqualTo(
                        cutOff
                                ? Instant.parse(created.text("expiresAt")).minus(Duration.ofMinutes(24 * 60 + 5))
                                : Instant.parse(created.text("expiresAt")));
        assertThat(get("/" + number(created)).json()).isEqualTo(created.json());
    }

    @Test
    void administratorRevokesAWholeIssuer() {
        Answer created = revoke(Map.of("issuer", "https://" + name));

        assertThat(created.text("kind")).isEqualTo("issuer");
        assertThat(created.json().has("covered")).isFalse();
        assertThat(score(new Covered.Issuer("https://" + name)))
                .isEqualTo(String.valueOf(Instant.parse(created.text("score")).toEpochMilli()));
    }

    @Test
    void subjectOfOursLosesTokensAndSessionsAndLogsInAgain() {
        client.createUser(admin.accessToken(), Map.of("username", name, "password", "pw"));
        Answer login = client.login(name, "pw");
        String subject = login.claims().path("sub").asString();

        assertThat(revoke(Map.of("subject", subject)).status()).isEqualTo(201);

        assertThat(refusalOf(login)).isEqualTo("token_revoked");
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(refusalOf(client.login(name, "pw"))).isEqualTo("insufficient_scope");
    }

    @Test
    void sessionOfOursEndsAndItsEntryLivesAsLongAsItWouldHave() {
        Answer login = client.login();
        String sid = login.claims().path("sid").asString();

        Answer created = revoke(Map.of("session", sid));

        assertThat(refusalOf(login)).isEqualTo("token_revoked");
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(Instant.parse(created.text("expiresAt")).toEpochMilli())
                .isEqualTo(service.count("SELECT expires_at FROM login_session WHERE id = ?", UUID.fromString(sid))
                        + Duration.ofMinutes(5).toMillis());
        assertThat(number(revoke(Map.of("session", sid)))).isEqualTo(number(created));
    }

    @Test
    void tokenOfOursIsRevokedByItsTextAndItsSessionGoesOn() {
        Answer login = client.login();

        Answer created = revoke(Map.of("token", login.accessToken()));

        assertThat(created.text("kind")).isEqualTo("token");
        assertThat(created.text("covered")).isEqualTo(login.claims().path("jti").asString());
        assertThat(Instant.parse(created.text("expiresAt")).getEpochSecond())
                .isEqualTo(login.claims().path("exp").asLong() + 300);
        assertThat(refusalOf(login)).isEqualTo("token_revoked");
        assertThat(refusalOf(client.refresh(login.refreshToken()))).isEqualTo("200");
        assertThat(number(revoke(Map.of("token", login.accessToken())))).isEqualTo(number(created));
        assertThat(revoke(Map.of(
                                "token",
                                TestTokens.of(service).ofItsOwn().expired().text()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void tokenOfAnotherIssuerIsTakenAtItsNameAlone() {
        String named = foreign(new JWTClaimsSet.Builder()
                .issuer(THEIRS)
                .jwtID(name)
                .expirationTime(new java.util.Date(1))
                .build());
        String nameless = foreign(new JWTClaimsSet.Builder().subject(name).build());

        Answer byName = revoke(Map.of("token", named));
        Answer byDigest = revoke(Map.of("token", nameless, "issuer", THEIRS));

        assertThat(byName.text("covered")).isEqualTo(name);
        assertThat(Instant.parse(byName.text("expiresAt")))
                .isAfter(Instant.now().plus(Duration.ofHours(24)));
        assertThat(byDigest.text("kind")).isEqualTo("unnamed_token");
        assertThat(byDigest.text("covered")).hasSize(43);
        assertThat(revoke(Map.of("token", nameless)).code()).isEqualTo("field_invalid");
        assertThat(revoke(Map.of("token", named, "issuer", "https://other")).code())
                .isEqualTo("field_invalid");
    }

    @Test
    void tokenThatClaimsToBeOursAndIsNotRevokesNothing() {
        long before = service.count("SELECT head FROM revocation_head");

        Answer refused =
                revoke(Map.of("token", TestTokens.of(service).bySomebodyElse().text()));

        assertThat(refused.code()).isEqualTo("field_invalid");
        assertThat(service.count("SELECT head FROM revocation_head")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "session=a;subject=b",
                "token=a;jti=b",
                "token=nonsense",
                "session=not a uuid",
                "session=ffffffffffffffffffffffffffff-f-f-f-f",
                "session=-ffffffffffffffffffff-ffff-ffff-ffff",
                "subject=01A21095-0CC6-7595-A966-A817AAAB95F7",
                "jti=01A21095-0CC6-7595-A966-A817AAAB95F7",
                "jti=a\u0000b",
                "issuer= ",
                "jti=a;reason= ",
            })
    void whatNamesNothingIsRefused(String body) {
        Map<String, String> members = new HashMap<>();
        for (String member : body.isEmpty() ? new String[0] : body.split(";")) {
            members.put(member.split("=", 2)[0], member.split("=", 2)[1]);
        }

        assertThat(revoke(members).code()).isEqualTo("field_invalid");
    }

    @Test
    void namesAndReasonsHaveAnEnd() {
        assertThat(revoke(Map.of("key", "j".repeat(512), "reason", "r".repeat(256)))
                        .status())
                .isEqualTo(201);
        assertThat(revoke(Map.of("key", "j".repeat(513))).status()).isEqualTo(400);
        assertThat(revoke(Map.of("key", "j", "reason", "r".repeat(257))).status())
                .isEqualTo(400);
        assertThat(revoke(Map.of("jti", "j", "issuer", "i".repeat(2048))).status())
                .isEqualTo(201);
        assertThat(revoke(Map.of("jti", "j", "issuer", "i".repeat(2049))).status())
                .isEqualTo(400);
    }

    @Test
    void tokenWhoseIssuerCannotBeKeptIsRefused() {
        assertThat(revoke(Map.of("token", issuedBy("i".repeat(2048)))).status()).isEqualTo(201);
        assertThat(revoke(Map.of("token", issuedBy("i".repeat(2049)))).code()).isEqualTo("field_invalid");
        assertThat(revoke(Map.of("token", issuedBy("a\u0000b"))).code()).isEqualTo("field_invalid");
    }

    private String issuedBy(String issuer) {
        return foreign(new JWTClaimsSet.Builder().issuer(issuer).jwtID(name).build());
    }

    @Test
    void repeatsOfWhatHasNoKnownEndAreOneEntryAMinuteAtMost() {
        List<Long> numbers = Stream.generate(() -> number(revoke(Map.of("jti", name, "issuer", THEIRS))))
                .limit(5)
                .distinct()
                .toList();

        assertThat(numbers).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void callerWithoutTheScopeRevokesAndReadsNothing() {
        String token = TestTokens.of(service).text();
        Map<String, String> body = Map.of("jti", name);

        Answer refused = client.now(client.json("/admin/revocations", body).header("Authorization", "Bearer " + token));
        Answer list = client.now(client.request("/admin/revocations").header("Authorization", "Bearer " + token));
        Answer taken = client.now(client.request("/admin/revocations/1")
                .header("Authorization", "Bearer " + token)
                .DELETE());

        assertThat(refused.code()).isEqualTo("insufficient_scope");
        assertThat(refused.header("WWW-Authenticate")).contains("scope=\"revocations:write\"");
        assertThat(list.header("WWW-Authenticate")).contains("scope=\"revocations:read\"");
        assertThat(taken.status()).isEqualTo(403);
        assertThat(client.post("/admin/revocations", body).code()).isEqualTo("credential_missing");
        assertThat(service.count("SELECT count(*) FROM revocation_entry WHERE covered = ?", name))
                .isZero();
    }

    @Test
    void revocationWhileRedisHangsIsPendingAndNotLost() {
        redis.pause();
        Answer pending;
        try {
            pending = revoke(Map.of("jti", name));
        } finally {
            redis.resume();
        }

        assertThat(pending.status()).isEqualTo(503);
        assertThat(pending.code()).isEqualTo("revocation_pending");
        assertThat(Integer.parseInt(pending.header("Retry-After"))).isPositive();
        assertThat(service.count("SELECT count(*) FROM revocation_entry WHERE covered = ?", name))
                .isEqualTo(1);
        Awaitility.await().until(() -> !score(new Covered.Token(OURS, name)).isEmpty());
    }

    private static String foreign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner("a secret that this service does not know"));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
