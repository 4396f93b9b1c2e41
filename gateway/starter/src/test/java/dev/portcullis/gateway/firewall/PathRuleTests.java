package dev.portcullis.gateway.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one rule about paths that no switch opens. */
final class PathRuleTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/a/../b",
                "/a/%2e%2E/b",
                "/a/..%2fb",
                "/a/..%5Cb",
                "/a\\..\\b",
                "/a/..;x/b",
                "/a/..%3bx/b",
                "/a/%252e%252e/b",
                "/a/%25252e%25252e/b",
                "/a/%2%65./b",
                "/a/%00",
                "/a/%2500",
                "/a/."
            })
    void whoeverDecodesOnceMoreFindsNoDotSegment(String path) {
        assertThat(PathRule.climbs(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b", "/a/...", "/a/..b", "/a/b..", "/a;b=..", "/100%25", "/a%2fb", "/%zz", "/a%"})
    void whatOnlyLooksLikeOneIsNone(String path) {
        assertThat(PathRule.climbs(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void encodingHasADepthBehindWhichNobodyMeansWell(int depth) {
        assertThat(PathRule.climbs("/a%" + "25".repeat(depth - 1) + "41")).isEqualTo(depth > 7);
    }
}
