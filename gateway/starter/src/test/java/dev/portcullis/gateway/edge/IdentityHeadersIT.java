package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 24 and F4: nobody but the gateway says who calls. */
final class IdentityHeadersIT {

    private static final List<String> NAMES = List.of("X-User-Id", "X-User-Issuer", "X-User-Roles", "X-User-Scopes");
    private final Edge edge = Edge.shared().ready();

    private static String[] forged() {
        List<String> headers = new ArrayList<>();
        for (String name : NAMES) {
            for (String spelling : List.of(
                    name,
                    name.toLowerCase(java.util.Locale.ROOT),
                    name.toUpperCase(java.util.Locale.ROOT),
                    name.replace('-', '_'),
                    name.replaceFirst("-", "_"),
                    name.replace('-', '.'))) {
                headers.add(spelling + ": attacker");
                headers.add(spelling + ": attacker, attacker");
                headers.add(spelling + ":");
            }
        }
        return headers.toArray(String[]::new);
    }

    @Test
    void forgedHeadersAreGoneOnAPublicRoute() {
        Answer answer = edge.get("/public/x", forged());

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().allText().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("attacker", "x-user", "x_user", "x.user");
    }

    @Test
    void forgedHeadersGiveWayToTheTokensOwn() {
        Answer answer = edge.getAs(TestTokens.valid(), "/api/x", forged());

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().allText()).doesNotContain("attacker");
        assertThat(answer.seen().values("x-user-id")).containsExactly("alice");
    }

    @Test
    void headerOfAnAbsentClaimIsAbsent() {
        Answer answer = edge.getAs(
                TestTokens.with(claims -> {
                    claims.remove("sub");
                    claims.remove("roles");
                    claims.remove("scope");
                }),
                "/api/x",
                forged());

        assertThat(answer.seen().values("x-user-issuer")).containsExactly(TestTokens.ISSUER);
        assertThat(answer.seen().values("x-user-id")).isEmpty();
        assertThat(answer.seen().values("x-user-roles")).isEmpty();
        assertThat(answer.seen().values("x-user-scopes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "x-user-id",
                "X_User_Id",
                "close, X-User-Id",
                "X-User-Id,X-User-Roles",
                "Authorization",
                ",,X-User-Id ,"
            })
    void connectionCannotNameAnIdentityHeaderAway(String options) {
        Answer answer = edge.getAs(TestTokens.valid(), "/api/x", "Connection: " + options);

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().values("x-user-id")).containsExactly("alice");
        assertThat(answer.seen().values("x-user-roles")).containsExactly("user");
        assertThat(answer.seen().values("authorization")).hasSize(1);
    }

    @Test
    void headersOfTheClientsOwnStillGoHopByHop() {
        Answer answer =
                edge.getAs(TestTokens.valid(), "/api/x", "Connection: X-Mine, X-User-Id", "X-Mine: 1", "X-Kept: 2");

        assertThat(answer.seen().values("x-mine")).isEmpty();
        assertThat(answer.seen().values("x-kept")).containsExactly("2");
    }

    @Test
    void claimThatAHeaderCannotCarryIsEncodedAndNeverCut() {
        Answer answer = edge.getAs(
                TestTokens.with(claims -> {
                    claims.put("sub", "Zoë\r\nX-User-Roles: admin\0");
                    claims.put("roles", List.of("user,admin", "100%"));
                }),
                "/api/x");

        assertThat(answer.seen().values("x-user-id")).containsExactly("Zo%C3%AB%0D%0AX-User-Roles:%20admin%00");
        assertThat(answer.seen().values("x-user-roles")).containsExactly("user%2Cadmin,100%25");
    }
}
