package dev.portcullis.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 16, without HTTP. */
final class CredentialReaderTests {

    private static final int LIMIT = 100;
    private static final Set<String> SID = Set.of("sid");
    private final CredentialReader reader = new CredentialReader(LIMIT);

    private String read(String... values) {
        return read(new Presented(List.of(values), List.of(), List.of()), Carriers.HEADER);
    }

    private String read(Presented presented, Carriers carriers) {
        return reader.read(presented, carriers)
                .fold(
                        credential -> credential.token().text() + (credential.fromCookie() ? " from a cookie" : ""),
                        refusal -> refusal.problem().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "BeArEr a.b.c",
                "Bearer  a.b.c",
                "Bearer     a.b.c"
            })
    void schemeInAnyCaseAndSpacesInAnyNumberPass(String value) {
        assertThat(read(value)).isEqualTo("a.b.c");
    }

    @Test
    void everyCharacterOfTheGrammarPasses() {
        assertThat(read("Bearer azAZ09-._~+/==")).isEqualTo("azAZ09-._~+/==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer   ",
                "Basic YTpi",
                "Token a.b.c",
                "BearerT",
                "Bearer! a.b.c",
                "a.b.c",
                "=",
                " Bearer a"
            })
    void noCredentialOfOursIsNone(String value) {
        assertThat(read(value)).isEqualTo("credential_missing");
    }

    @Test
    void noHeaderIsNoCredential() {
        assertThat(read()).isEqualTo("credential_missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer\ta.b.c",
                "Bearer:a.b.c",
                "Bearer/a.b.c",
                "Bearer a.b.c d.e.f",
                "Bearer \"a.b.c\"",
                "Bearer a.b.c,",
                "Bearer a.b.c ",
                "Bearer \ta.b.c",
                "Bearer a,Bearer b",
                "Bearer =",
                "Bearer a=b",
                "Bearer a\u00e9",
                "Bearer a\0"
            })
    void whatIsNoTokenOfTheGrammarIsMalformed(String value) {
        assertThat(read(value)).isEqualTo("token_malformed");
    }

    @Test
    void twoHeadersAreTwoCredentialsWhateverTheyHold() {
        assertThat(read("Bearer a", "Bearer a")).isEqualTo("credential_repeated");
        assertThat(read("Basic a", "Bearer a")).isEqualTo("credential_repeated");
    }

    @ParameterizedTest
    @CsvSource({"100,passed", "101,token_too_large"})
    void limitHoldsToTheCharacter(int length, String expected) {
        String token = "a".repeat(length);
        String passed = expected.equals("passed") ? token : expected;

        assertThat(read("Bearer " + token)).isEqualTo(passed);
        assertThat(read(new Presented(List.of(), List.of("sid=" + token), List.of()), new Carriers(false, false, SID)))
                .isEqualTo(expected.equals("passed") ? token + " from a cookie" : expected);
        assertThat(read(
                        new Presented(List.of(), List.of(), List.of("bearer." + token)),
                        new Carriers(false, true, Set.of())))
                .isEqualTo(passed);
    }

    @Test
    void tooMuchBehindATabIsTooMuchBeforeItIsMalformed() {
        assertThat(read("Bearer\t" + "a".repeat(LIMIT))).isEqualTo("token_too_large");
        assertThat(read("Bearer\t" + "a".repeat(LIMIT - 1))).isEqualTo("token_malformed");
    }

    @Test // it may begin a token, so only its place tells
    void slashInPlaceOfTheSpaceIsMalformedToTheLimit() {
        assertThat(read("Bearer/" + "a".repeat(LIMIT - 1))).isEqualTo("token_malformed");
        assertThat(read("Bearer /" + "a".repeat(LIMIT - 1))).isEqualTo("/" + "a".repeat(LIMIT - 1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a cookie of that name          | sid=a.b.c; x=y            | a.b.c from a cookie",
                "behind others                  | x=y;sid=a.b.c             | a.b.c from a cookie",
                "space round the name           | x=y; sid =a.b.c           | a.b.c from a cookie",
                "another case is another cookie | SID=a.b.c                 | credential_missing",
                "a longer name is another       | xsid=a.b.c; sidx=a.b.c    | credential_missing",
                "no name                        | =a.b.c; a.b.c             | credential_missing",
                "an empty one                   | sid=                      | token_malformed",
                "a value in quotes              | sid=\"a.b.c\"           | token_malformed",
                "two of them                    | sid=a.b.c; sid=a.b.c      | credential_repeated",
            })
    void cookieCarriesWhereTheRouteSaysSo(String name, String cookie, String expected) {
        Presented presented = new Presented(List.of(), List.of(cookie), List.of());

        assertThat(read(presented, new Carriers(true, false, SID))).isEqualTo(expected);
        assertThat(read(presented, Carriers.HEADER)).isEqualTo("credential_missing");
    }

    @Test
    void cookiesInTwoHeadersAreTwo() {
        Presented presented = new Presented(List.of(), List.of("sid=a", "sid=b"), List.of());

        assertThat(read(presented, new Carriers(true, false, SID))).isEqualTo("credential_repeated");
    }

    @Test
    void cookieCountsOnlyWhereNoAuthorizationIsSent() {
        Presented both = new Presented(List.of("Bearer h"), List.of("sid=c"), List.of());

        assertThat(read(both, new Carriers(true, false, SID))).isEqualTo("h");
        assertThat(read(both, new Carriers(false, false, SID))).isEqualTo("credential_missing");
        assertThat(read(new Presented(List.of("Basic x"), List.of("sid=c"), List.of()), new Carriers(true, false, SID)))
                .isEqualTo("credential_missing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "beside a real protocol | chat, bearer.a.b.c       | a.b.c",
                "alone                  | bearer.a.b.c             | a.b.c",
                "in any case            | Bearer.a.b.c,chat        | a.b.c",
                "twice                  | bearer.a, bearer.b       | credential_repeated",
                "nothing behind it      | chat, bearer.            | token_malformed",
                "no carrier             | chat, bearer, a.b.c      | credential_missing",
            })
    void subProtocolCarriesWhereTheRouteSaysSo(String name, String protocols, String expected) {
        Presented presented = new Presented(List.of(), List.of(), List.of(protocols));

        assertThat(read(presented, new Carriers(true, true, Set.of()))).isEqualTo(expected);
        assertThat(read(presented, Carriers.HEADER)).isEqualTo("credential_missing");
    }

    @Test
    void twoCarriersThatTheRouteAdmitsAreTwoCredentials() {
        Presented headerAndProtocol = new Presented(List.of("Bearer a"), List.of(), List.of("bearer.a"));
        Presented cookieAndProtocol = new Presented(List.of(), List.of("sid=a"), List.of("bearer.a"));
        Carriers all = new Carriers(true, true, SID);

        assertThat(read(headerAndProtocol, all)).isEqualTo("credential_repeated");
        assertThat(read(cookieAndProtocol, all)).isEqualTo("credential_repeated");
        assertThat(read(headerAndProtocol, Carriers.HEADER)).isEqualTo("a");
        assertThat(read(headerAndProtocol, new Carriers(false, true, Set.of()))).isEqualTo("a");
        assertThat(read(cookieAndProtocol, new Carriers(false, true, Set.of()))).isEqualTo("a");
    }

    @Test
    void whatIsPresentedShowsNothingOfItself() {
        Presented presented = new Presented(List.of("Bearer s3cret"), List.of("sid=s3cret"), List.of("bearer.s3cret"));

        assertThat(presented).hasToString("Presented[redacted]");
        assertThat(new Credential(new BearerToken("s3cret"), true).toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid=a; x=1|x=1",
                "x=1; sid=a; y=2|x=1; y=2",
                "x=1; sid=a|x=1",
                "sid=a|''",
                "sid=a; sid=b|''",
                "x=1|x=1",
                "SID=a; y = \"q\"|SID=a; y = \"q\"",
            })
    void cookieIsCutAndTheOthersStayAsTheyStood(String cookies, String left) {
        assertThat(CookieHeader.without(cookies, SID)).isEqualTo(left);
    }

    @Test
    void carrierIsCutAndTheRealProtocolsStay() {
        assertThat(WebSocketProtocol.withoutTokens(List.of("chat, bearer.a", "", "Bearer.b,,v2")))
                .containsExactly("chat", "v2");
    }

    @Test
    void tokenShowsNothingOfItself() {
        BearerToken token = new BearerToken("secret");

        assertThat(token).hasToString("BearerToken[redacted]").hasSameHashCodeAs(new BearerToken("secret"));
        assertThat(token).isEqualTo(new BearerToken("secret")).isNotEqualTo(new BearerToken("secrets"));
    }
}
