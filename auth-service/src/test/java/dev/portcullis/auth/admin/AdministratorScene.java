package dev.portcullis.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An administrator who is logged in, and what they do with revocations. */
abstract class AdministratorScene {

    static final String OURS = "http://localhost:9000";
    static final String THEIRS = "https://idp.example.com";

    final AuthService service;
    final AuthClient client;
    final RealRedis redis;
    final String name = UUID.randomUUID().toString();
    Answer admin;

    AdministratorScene(AuthService service, AuthClient client, RealRedis redis) {
        this.service = service;
        this.client = client;
        this.redis = redis;
    }

    @BeforeEach
    void login() {
        admin = client.login();
    }

    String score(Covered covered) {
        return redis.cli("ZSCORE", service.list(), covered.member());
    }

    /** How a guarded resource answers the token. */
    String refusalOf(Answer login) {
        Answer answer = client.now(
                client.request("/admin/revocations?limit=1").header("Authorization", "Bearer " + login.accessToken()));
        return answer.status() == 200 ? "200" : answer.code();
    }

    Answer revoke(Map<String, String> body) {
        return client.now(
                client.json("/admin/revocations", body).header("Authorization", "Bearer " + admin.accessToken()));
    }

    Answer lift(long number) {
        return now("/" + number, "DELETE");
    }

    Answer get(String path) {
        return now(path, "GET");
    }

    Answer now(String path, String method) {
        return client.now(client.request("/admin/revocations" + path)
                .header("Authorization", "Bearer " + admin.accessToken())
                .method(method, BodyPublishers.noBody()));
    }

    static long number(Answer created) {
        assertThat(created.status()).as(created.response().body()).isLessThan(300);
        return created.json().path("number").asLong();
    }
}
