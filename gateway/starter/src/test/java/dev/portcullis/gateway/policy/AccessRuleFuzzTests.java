package dev.portcullis.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

/** Any YAML as a route's metadata: the reader never fails, and nothing but the one word is public. */
final class AccessRuleFuzzTests {

    private static final RuleContext CONTEXT = new RuleContext(Set.of("main", "old"), true, false);
    private static final Bindable<Map<String, Object>> METADATA = Bindable.mapOf(String.class, Object.class);

    @FuzzTest(maxDuration = "10m")
    void onlyTheWordIsPublic(FuzzedDataProvider data) {
        Map<String, Object> metadata = metadata(data.consumeRemainingAsString());

        AccessRuleReader.read(metadata, CONTEXT).fold(rule -> verdict(rule, metadata), problems -> {
            assertThat(problems).isNotEmpty();
            return false;
        });
        assertThat(NearMisses.in(metadata)).doesNotContain("access");
    }

    private static boolean verdict(AccessRule rule, Map<String, Object> metadata) {
        assertThat(rule.isPublic()).isEqualTo("public".equals(metadata.get("access")));
        return true;
    }

    /** As the gateway binds it; what it cannot bind, an alias within itself say, never gets as far. */
    private static Map<String, Object> metadata(String text) {
        String yaml = "metadata:\n  " + text.replace("\n", "\n  ");
        try {
            var sources = new YamlPropertySourceLoader().load("fuzz", new ByteArrayResource(yaml.getBytes(UTF_8)));
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("metadata", METADATA)
                    .orElse(Map.of());
        } catch (IOException | RuntimeException | StackOverflowError unbound) {
            return Map.of();
        }
    }
}
