package dev.portcullis.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessRulesTests {

    private final AccessRules rules = new AccessRules(new RuleContext(Set.of(), true, false));

    private String verdict(Object route, Map<String, Object> metadata) {
        return rules.forRoute(new RouteFacts(route, "id", metadata))
                .fold(
                        rule -> rule.isPublic() ? "public" : "protected",
                        refusal -> refusal.problem().code());
    }

    /** Equal to every other: as two versions of a route are that have the same id and predicates. */
    private static final class SameRoute {
        @Override
        public boolean equals(Object other) {
            return other instanceof SameRoute;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void ruleBelongsToTheRouteObjectAndNotToItsEqual() {
        SameRoute before = new SameRoute();

        assertThat(verdict(before, Map.of("access", "public"))).isEqualTo("public");
        assertThat(verdict(new SameRoute(), Map.of())).isEqualTo("protected");
        assertThat(verdict(before, Map.of())).isEqualTo("public");
    }

    @Test
    void routeWithAnUnreadableRuleIsShut() {
        assertThat(verdict(new Object(), Map.of("access", "pubic"))).isEqualTo("internal_error");
    }
}
