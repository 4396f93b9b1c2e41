package dev.portcullis.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.WithAuthService;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithAuthService.class)
class BadInputIT {

    private static final String MARK = "q7x9";

    private final AuthClient client;

    BadInputIT(AuthClient client) {
        this.client = client;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            not JSON            | q7x9                                            | body_malformed
            nothing             |                                                 | body_malformed
            half an object      | {"username":"q7x9"                              | body_malformed
            an array            | [1]                                             | body_malformed
            a text              | "q7x9"                                          | body_malformed
            null                | null                                            | body_malformed
            two values          | {} {}                                           | body_malformed
            a doubled member    | {"username":"q7x9","username":"b","password":"c"} | body_malformed
            too deep            | {"a":[[[[[[[[[[1]]]]]]]]]]}                     | body_malformed
            no name             | {"password":"q7x9"}                             | field_invalid
            a null name         | {"username":null,"password":"q7x9"}             | field_invalid
            a blank name        | {"username":"  ","password":"q7x9"}             | field_invalid
            a number as name    | {"username":1,"password":"q7x9"}                | field_invalid
            a control character | {"username":"a\\u0000b","password":"q7x9"}      | field_invalid
            half a character    | {"username":"q7x9","password":"\\ud800"}         | field_invalid
            half a name         | {"username":"q7x9\\udc00","password":"b"}        | field_invalid
            no password         | {"username":"q7x9"}                             | field_invalid
            an object as word   | {"username":"q7x9","password":{}}               | field_invalid
            """)
    void badBodyIsA400ThatQuotesNothing(String name, String body, String code) {
        Answer answer = login(body == null ? "" : body, "application/json");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense", "application/xml"})
    void otherMediaTypeIsA415(String mediaType) {
        Answer answer = login("{\"username\":\"q7x9\",\"password\":\"b\"}", mediaType);

        assertThat(answer.status()).isEqualTo(415);
        assertProblem(answer);
    }

    @Test
    void wholeCharacterBeyondTheFirstPlaneIsAText() {
        assertThat(login("{\"username\":\"q7x9\",\"password\":\"\\ud83d\\ude00\"}", "application/json")
                        .code())
                .isEqualTo("invalid_credentials");
    }

    @Test
    void charsetParameterIsAccepted() {
        assertThat(login("{\"username\":\"q7x9\",\"password\":\"b\"}", "application/json; charset=utf-8")
                        .code())
                .isEqualTo("invalid_credentials");
    }

    @Test
    void membersThatNobodyAsksForAreIgnored() {
        assertThat(login("{\"username\":\"q7x9\",\"password\":\"b\",\"x\":[1,{}]}", "application/json")
                        .code())
                .isEqualTo("invalid_credentials");
    }

    @Test
    void bodyOfTheLimitIsReadAndOneByteMoreIsRefused() {
        String start = "{\"username\":\"a\",\"password\":\"b\",\"x\":\"";
        String fits = start + "x".repeat(16 * 1024 - start.length() - 2) + "\"}";

        assertThat(login(fits, "application/json").code()).isEqualTo("invalid_credentials");
        Answer tooLarge = login(fits + " ", "application/json");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertProblem(tooLarge);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,/api/login,405,method_not_allowed",
        "PUT,/api/auth/refresh,405,method_not_allowed",
        "POST,/.well-known/jwks.json,405,method_not_allowed",
        "GET,/q7x9,404,not_found",
        "POST,/api/login/q7x9,404,not_found",
        "GET,/actuator/health,404,not_found",
        "GET,/api/%00q7x9,404,not_found"
    })
    void frameworksOwnRefusalsLookLikeOurs(String method, String path, int status, String code) {
        Answer answer = client.now(client.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(status != 405);
        assertProblem(answer);
    }

    @Test
    void traceOfTheCallerIsKept() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Answer answer =
                client.now(client.request("/q7x9").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

        assertThat(answer.text("trace_id")).isEqualTo(trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q7x9",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void invalidTraceIsReplaced(String traceparent) {
        Answer answer = client.now(client.request("/q7x9").header("traceparent", traceparent));

        assertThat(answer.text("trace_id")).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        assertThat(traceparent).doesNotContain(answer.text("trace_id"));
    }

    private Answer login(String body, String mediaType) {
        return client.now(
                client.request("/api/login").header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
    }

    private static void assertProblem(Answer answer) {
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().propertyNames()).contains("type", "title", "status", "code", "trace_id");
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.response().body()).doesNotContain(MARK, "Exception", "dev.portcullis.auth", "org.spring");
    }
}
