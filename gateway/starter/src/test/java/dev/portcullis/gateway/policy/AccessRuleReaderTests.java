package dev.portcullis.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.credential.Carriers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AccessRuleReaderTests {

    private static final RuleContext CONTEXT = new RuleContext(Set.of("main", "legacy"), true, false);

    private static AccessRule rule(Object access) {
        return AccessRuleReader.read(Map.of("access", access), CONTEXT).fold(rule -> rule, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static AccessRule rule(Demand demand) {
        return new AccessRule(false, demand, Map.of(), Handling.USUAL);
    }

    private static List<String> problems(Object access) {
        return AccessRuleReader.read(Map.of("access", access), CONTEXT).fold(rule -> List.of(), problems -> problems);
    }

    private static Map<String, Object> yamlList(Object... elements) {
        Map<String, Object> list = new LinkedHashMap<>();
        for (int i = elements.length - 1; i >= 0; i--) {
            list.put(String.valueOf(i), elements[i]);
        }
        return list;
    }

    @Test
    void routeThatSaysNothingNeedsAToken() {
        assertThat(AccessRuleReader.read(Map.of("cors", "x"), CONTEXT).<Object>fold(rule -> rule, problems -> problems))
                .isEqualTo(AccessRule.AUTHENTICATED);
    }

    @Test
    void wordsAreRead() {
        assertThat(rule("public")).isEqualTo(AccessRule.PUBLIC);
        assertThat(rule("authenticated")).isEqualTo(AccessRule.AUTHENTICATED);
    }

    @Test
    void listsAreReadAsYamlPropertiesAndJavaGiveThem() {
        AccessRule expected = rule(new Demand(List.of("a", "b"), List.of(), List.of(), Set.of()));

        assertThat(rule(Map.of("scopes", yamlList("a", "b")))).isEqualTo(expected);
        assertThat(rule(Map.of("scopes", "a, b"))).isEqualTo(expected);
        assertThat(rule(Map.of("scopes", List.of("a", "b")))).isEqualTo(expected);
        assertThat(rule(Map.of("roles", yamlList("x"), "scopes", "s")))
                .isEqualTo(rule(new Demand(List.of("s"), List.of("x"), List.of(), Set.of())));
    }

    @Test
    void listOfMoreThanTenKeepsItsOrder() {
        Object[] eleven =
                Stream.iterate(0, i -> i + 1).limit(11).map(i -> "s" + i).toArray();

        assertThat(rule(Map.of("scopes", yamlList(eleven))).demand().scopes())
                .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatCannotBeReadIsAProblemThatNamesTheKeyAndNotTheValue(String name, Object access, String key) {
        assertThat(problems(access))
                .singleElement()
                .asString()
                .startsWith(key + ":")
                .doesNotContain("VALUE");
    }

    @Test
    void keyThatHoldsNothingIsSaidToBeEmpty() {
        for (Object nothing : List.of("", " ", Map.of())) {
            assertThat(problems(nothing)).singleElement().asString().startsWith("access: is empty");
        }
        assertThat(problems("misspelt")).singleElement().asString().startsWith("access: is none of what is allowed");
    }

    @Test
    void everyCharacterOfAScopeMayBeAskedFor() {
        assertThat(rule(Map.of("scopes", List.of("!#[]~"))).demand().scopes()).containsExactly("!#[]~");
    }

    static Stream<Arguments> whatCannotBeReadIsAProblemThatNamesTheKeyAndNotTheValue() {
        return Stream.of(
                Arguments.of("bare key", "", "access"),
                Arguments.of("misspelt word", "publicVALUE", "access"),
                Arguments.of("word in capitals", "PUBLIC", "access"),
                Arguments.of("truth value", true, "access"),
                Arguments.of("empty map", Map.of(), "access"),
                Arguments.of("list", yamlList("public"), "access.0"),
                Arguments.of("misspelt key", Map.of("scope", "VALUE"), "access.scope"),
                Arguments.of("key of another case", Map.of("Scopes", "VALUE"), "access.Scopes"),
                Arguments.of("empty list", Map.of("scopes", ""), "access.scopes"),
                Arguments.of("bare roles", Map.of("roles", ""), "access.roles"),
                Arguments.of("map for a list", Map.of("roles", Map.of("VALUE", "x")), "access.roles"),
                Arguments.of("empty element", Map.of("scopes", "VALUE,,b"), "access.scopes"),
                Arguments.of("trailing comma", Map.of("scopes", "VALUE,"), "access.scopes"),
                Arguments.of("words of a role", Map.of("roles", yamlList("VALUE x")), "access.roles"),
                Arguments.of("number", Map.of("roles", yamlList(7)), "access.roles"),
                Arguments.of("yes of YAML", Map.of("roles", yamlList(true)), "access.roles"),
                Arguments.of("two words in one", Map.of("scopes", yamlList("VALUE b")), "access.scopes"),
                Arguments.of("quote", Map.of("scopes", "VALUE\"b"), "access.scopes"),
                Arguments.of("issuer nobody declared", Map.of("issuers", yamlList("VALUE")), "access.issuers"),
                Arguments.of("no issuer", Map.of("issuers", ""), "access.issuers"),
                Arguments.of("claims of text", Map.of("claims", "VALUE"), "access.claims.0"),
                Arguments.of("no claims", Map.of("claims", ""), "access.claims"),
                Arguments.of("claim without values", claim("name", "VALUE"), "access.claims.0.any-of"),
                Arguments.of("claim without a name", claim("any-of", "VALUE"), "access.claims.0.name"),
                Arguments.of(
                        "claim with an unknown key",
                        claim("name", "a", "any-of", "b", "all-of", "VALUE"),
                        "access.claims.0.all-of"),
                Arguments.of(
                        "claim whose value is a structure",
                        claim("name", "a", "any-of", yamlList(Map.of("VALUE", 1))),
                        "access.claims.0.any-of"),
                Arguments.of(
                        "claim whose path has an empty name",
                        claim("name", yamlList("a", ""), "any-of", "VALUE"),
                        "access.claims.0.name"),
                Arguments.of("methods of text", Map.of("methods", "VALUE"), "access.methods"),
                Arguments.of("no methods", Map.of("methods", Map.of()), "access.methods"),
                Arguments.of("HEAD", method("HEAD", Map.of("scopes", "VALUE")), "access.methods.HEAD"),
                Arguments.of(
                        "method in small letters", method("post", Map.of("roles", "VALUE")), "access.methods.post"),
                Arguments.of("method of a word", method("GET", "publicVALUE"), "access.methods.GET"),
                Arguments.of("method that says nothing", method("GET", ""), "access.methods.GET"),
                Arguments.of(
                        "method that says how to treat",
                        method("GET", Map.of("relay-token", "VALUE")),
                        "access.methods.GET.relay-token"),
                Arguments.of(
                        "method with an empty list",
                        method("POST", Map.of("scopes", "")),
                        "access.methods.POST.scopes"),
                Arguments.of("odd on-unavailable", Map.of("on-unavailable", "VALUE"), "access.on-unavailable"),
                Arguments.of("empty on-unavailable", Map.of("on-unavailable", ""), "access.on-unavailable"),
                Arguments.of("odd relay-token", Map.of("relay-token", "VALUE"), "access.relay-token"),
                Arguments.of("odd carrier", Map.of("credentials", yamlList("header", "VALUE")), "access.credentials"),
                Arguments.of("cookie without a name", Map.of("credentials", "cookie:"), "access.credentials"),
                Arguments.of("cookie of an odd name", Map.of("credentials", "cookie:VALUE b"), "access.credentials"),
                Arguments.of("no carrier", Map.of("credentials", ""), "access.credentials"),
                Arguments.of("odd lifetime", Map.of("stream-lifetime", "VALUE"), "access.stream-lifetime"),
                Arguments.of("no duration", Map.of("max-stream-lifetime", "VALUE"), "access.max-stream-lifetime"),
                Arguments.of("no time at all", Map.of("max-stream-lifetime", "0s"), "access.max-stream-lifetime"),
                Arguments.of(
                        "time that runs back", Map.of("max-stream-lifetime", "-PT1S"), "access.max-stream-lifetime"),
                Arguments.of("too long", Map.of("max-stream-lifetime", "401d"), "access.max-stream-lifetime"),
                Arguments.of("a number alone", Map.of("max-stream-lifetime", 12), "access.max-stream-lifetime"),
                Arguments.of("line end", Map.of("scopes", yamlList("VALUE\r\nb")), "access.scopes"));
    }

    private static Map<String, Object> claim(Object... parts) {
        Map<String, Object> claim = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            claim.put((String) parts[i], parts[i + 1]);
        }
        return Map.of("claims", yamlList(claim));
    }

    private static Map<String, Object> method(String name, Object rule) {
        return Map.of("methods", Map.of(name, rule));
    }

    @Test
    void everyKeyOfARuleIsRead() {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("scopes", yamlList("orders:read"));
        access.put("roles", yamlList("clerk", "admin"));
        access.put("claims", yamlList(Map.of("name", "tenant", "any-of", yamlList("acme", 7, true))));
        access.put("issuers", yamlList("main"));
        access.put("methods", Map.of("POST", Map.of("scopes", yamlList("orders:write"))));
        access.put("on-unavailable", "allow");
        access.put("relay-token", false);
        access.put("credentials", yamlList("header", "websocket-protocol", "cookie:__Host-token"));
        access.put("stream-lifetime", "session");
        access.put("max-stream-lifetime", "90m");
        assertThat(access.keySet()).containsExactlyElementsOf(AccessRuleReader.KEYS);

        List<ClaimDemand> claims = List.of(new ClaimDemand(List.of("tenant"), Set.of("acme", "7", "true")));
        assertThat(rule(access))
                .isEqualTo(new AccessRule(
                        false,
                        new Demand(List.of("orders:read"), List.of("clerk", "admin"), claims, Set.of("main")),
                        Map.of(
                                "POST",
                                new Demand(List.of("orders:write"), List.of("clerk", "admin"), claims, Set.of("main"))),
                        new Handling(
                                true,
                                false,
                                new Carriers(true, true, Set.of("__Host-token")),
                                new StreamLimit(StreamLimit.Lifetime.SESSION, Duration.ofMinutes(90)))));
    }

    @Test
    void ruleThatSaysNothingOfItTreatsItsCallersAsUsual() {
        assertThat(rule(Map.of("scopes", "a")).handling()).isEqualTo(Handling.USUAL);
        assertThat(Handling.USUAL.relaysToken()).isTrue();
        assertThat(Handling.USUAL.admitsUnseen()).isFalse();
        assertThat(Handling.USUAL.carriers()).isEqualTo(new Carriers(true, false, Set.of()));
        assertThat(Handling.USUAL.streamLimit())
                .isEqualTo(new StreamLimit(StreamLimit.Lifetime.TOKEN, Duration.ofHours(12)));
    }

    @Test
    void whatTheGatewayDoesWhileNothingCanBeToldIsTheRoutesDefaultAndTheRouteMaySayOtherwise() {
        RuleContext allowing = new RuleContext(Set.of("main"), true, true);

        for (Map<String, Object> metadata : List.of(
                Map.<String, Object>of(),
                Map.<String, Object>of("access", "authenticated"),
                Map.<String, Object>of("access", Map.of("roles", "a")))) {
            assertThat(AccessRuleReader.read(metadata, allowing)
                            .<Boolean>fold(rule -> rule.handling().admitsUnseen(), p -> false))
                    .isTrue();
            assertThat(AccessRuleReader.read(metadata, CONTEXT)
                            .<Boolean>fold(rule -> rule.handling().admitsUnseen(), p -> true))
                    .isFalse();
        }
        assertThat(AccessRuleReader.read(Map.of("access", Map.of("on-unavailable", "reject")), allowing)
                        .<Boolean>fold(rule -> rule.handling().admitsUnseen(), p -> true))
                .isFalse();
    }

    @Test
    void routeThatNobodyCouldEnterIsAProblem() {
        RuleContext onlyNamed = new RuleContext(Set.of("legacy"), false, false);

        for (Map<String, Object> nobody : List.of(
                Map.<String, Object>of(),
                Map.<String, Object>of("access", Map.of("methods", Map.of("GET", Map.of("roles", "a")))))) {
            assertThat(AccessRuleReader.read(nobody, onlyNamed).<List<String>>fold(rule -> List.of(), p -> p))
                    .singleElement()
                    .asString()
                    .startsWith("access.issuers: is missing");
        }
        for (Object entered : List.of(
                "public", Map.of("issuers", "legacy"), Map.of("methods", Map.of("GET", Map.of("issuers", "legacy"))))) {
            assertThat(AccessRuleReader.read(Map.of("access", entered), onlyNamed)
                            .<List<String>>fold(rule -> List.of(), p -> p))
                    .isEmpty();
        }
    }

    @Test
    void durationsAreReadInTheirUsualForms() {
        Map<String, Duration> written = Map.of(
                "500ms", Duration.ofMillis(500),
                "30s", Duration.ofSeconds(30),
                "5m", Duration.ofMinutes(5),
                "12h", Duration.ofHours(12),
                "400d", Duration.ofDays(400),
                "PT2H", Duration.ofHours(2));

        written.forEach((text, duration) -> assertThat(
                        rule(Map.of("max-stream-lifetime", text)).streamLimit().longest())
                .isEqualTo(duration));
    }

    @Test
    void nameOfAClaimMayHoldDotsAndCommasAndMayBeAPath() {
        assertThat(rule(claim("name", "https://a.example/x,y", "any-of", "b"))
                        .demand()
                        .claims())
                .containsExactly(new ClaimDemand(List.of("https://a.example/x,y"), Set.of("b")));
        assertThat(rule(claim("name", yamlList("org", "id"), "any-of", "b"))
                        .demand()
                        .claims())
                .containsExactly(new ClaimDemand(List.of("org", "id"), Set.of("b")));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems(Map.of("scopes", "", "roles", "", "rolls", "x")))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactlyInAnyOrder("access.scopes", "access.roles", "access.rolls");
    }
}
