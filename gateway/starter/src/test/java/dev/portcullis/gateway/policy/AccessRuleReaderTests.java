package dev.portcullis.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AccessRuleReaderTests {

    private static AccessRule rule(Object access) {
        return AccessRuleReader.read(Map.of("access", access)).fold(rule -> rule, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static List<String> problems(Object access) {
        return AccessRuleReader.read(Map.of("access", access)).fold(rule -> List.of(), problems -> problems);
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
        assertThat(AccessRuleReader.read(Map.of("cors", "x")).<Object>fold(rule -> rule, problems -> problems))
                .isEqualTo(AccessRule.AUTHENTICATED);
    }

    @Test
    void wordsAreRead() {
        assertThat(rule("public")).isEqualTo(AccessRule.PUBLIC);
        assertThat(rule("authenticated")).isEqualTo(AccessRule.AUTHENTICATED);
    }

    @Test
    void listsAreReadAsYamlPropertiesAndJavaGiveThem() {
        AccessRule expected = new AccessRule(false, List.of("a", "b"), List.of());

        assertThat(rule(Map.of("scopes", yamlList("a", "b")))).isEqualTo(expected);
        assertThat(rule(Map.of("scopes", "a, b"))).isEqualTo(expected);
        assertThat(rule(Map.of("scopes", List.of("a", "b")))).isEqualTo(expected);
        assertThat(rule(Map.of("roles", yamlList("x"), "scopes", "s")))
                .isEqualTo(new AccessRule(false, List.of("s"), List.of("x")));
    }

    @Test
    void listOfMoreThanTenKeepsItsOrder() {
        Object[] eleven =
                Stream.iterate(0, i -> i + 1).limit(11).map(i -> "s" + i).toArray();

        assertThat(rule(Map.of("scopes", yamlList(eleven))).scopes())
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
                Arguments.of("number", Map.of("roles", yamlList(7)), "access.roles"),
                Arguments.of("yes of YAML", Map.of("roles", yamlList(true)), "access.roles"),
                Arguments.of("two words in one", Map.of("scopes", yamlList("VALUE b")), "access.scopes"),
                Arguments.of("quote", Map.of("scopes", "VALUE\"b"), "access.scopes"),
                Arguments.of("line end", Map.of("scopes", yamlList("VALUE\r\nb")), "access.scopes"));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems(Map.of("scopes", "", "roles", "", "rolls", "x")))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactlyInAnyOrder("access.scopes", "access.roles", "access.rolls");
    }
}
