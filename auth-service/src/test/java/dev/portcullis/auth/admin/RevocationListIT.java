package dev.portcullis.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithAuthService.class)
class RevocationListIT extends AdministratorScene {

    RevocationListIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @Test
    void revocationIsTakenBackByAnEntryOfItsOwnAndCanBeRevokedAgain() {
        Answer login = client.login();
        Covered token = new Covered.Token(OURS, login.claims().path("jti").asString());
        long first = number(revoke(Map.of("token", login.accessToken())));
        assertThat(refusalOf(login)).isEqualTo("token_revoked");

        assertThat(lift(first).status()).isEqualTo(204);
        assertThat(lift(first).status()).isEqualTo(204);

        assertThat(refusalOf(login)).isEqualTo("200");
        assertThat(score(token)).isEmpty();
        Answer lifting = get("/" + get("/" + first).json().path("liftedBy").asLong());
        assertThat(lifting.json().path("lifts").asBoolean()).isTrue();
        assertThat(lift(number(lifting)).code()).isEqualTo("revocation_lifts");

        long again = number(revoke(Map.of("token", login.accessToken())));
        assertThat(again).isGreaterThan(number(lifting));
        assertThat(refusalOf(login)).isEqualTo("token_revoked");
        assertThat(score(token)).isNotEmpty();
    }

    @Test
    void onlyTheNewestRevocationOfAThingIsTakenBack() {
        long first = number(revoke(Map.of("subject", name, "issuer", THEIRS)));
        long second = number(revoke(Map.of("subject", name, "issuer", THEIRS)));

        Answer refused = lift(first);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("revocation_superseded");
        assertThat(score(new Covered.Subject(THEIRS, name))).isNotEmpty();
        assertThat(lift(second).status()).isEqualTo(204);
        assertThat(score(new Covered.Subject(THEIRS, name))).isEmpty();
    }

    @Test
    void takingASessionsRevocationBackDoesNotReviveTheSession() {
        Answer login = client.login();
        client.logout(login.refreshToken());
        long number = service.count(
                "SELECT number FROM revocation_entry WHERE covered = ?",
                login.claims().path("sid").asString());

        assertThat(lift(number).status()).isEqualTo(204);

        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(refusalOf(login)).isEqualTo("200");
        assertThat(client.logout(login.refreshToken()).status()).isEqualTo(204);
        assertThat(refusalOf(login)).isEqualTo("token_revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "0", "-1", "x", "99999999999999999999"})
    void whatNeverWasIsNotFound(String number) {
        assertThat(get("/" + number).status()).isEqualTo(404);
        assertThat(now("/" + number, "DELETE").status()).isEqualTo(404);
    }

    @Test
    void entriesAreListedNewestFirstInPagesAndCounted() {
        long counted = get("?limit=1").json().path("counts").path("client").asLong();
        long first = number(revoke(Map.of("client", name, "issuer", THEIRS)));
        long second = number(revoke(Map.of("client", name + "-2", "issuer", THEIRS)));
        revoke(Map.of("key", name, "issuer", THEIRS));

        Answer page = get("?kind=client&limit=1");
        Answer next = get("?kind=client&limit=1&before=" + second);

        assertThat(page.json().path("entries").size()).isEqualTo(1);
        assertThat(page.json().path("entries").get(0).path("number").asLong()).isEqualTo(second);
        assertThat(next.json().path("entries").get(0).path("number").asLong()).isEqualTo(first);
        assertThat(page.json().path("counts").path("client").asLong()).isEqualTo(counted + 2);
        assertThat(get("?limit=500").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?limit=501", "?limit=0", "?limit=x", "?before=x", "?before=0", "?kind=x", "?limit=1&limit=2"})
    void listThatCannotBeReadIsRefused(String query) {
        assertThat(get(query).code()).isEqualTo("field_invalid");
    }
}
