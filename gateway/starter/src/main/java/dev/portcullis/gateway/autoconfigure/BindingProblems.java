package dev.portcullis.gateway.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.unit.DataSize;

/**
 * Gathers what the binder finds wrong, instead of letting it stop at the first, so that one start tells everything. What
 * could not be bound has its default until {@link SettingsCheck} stops the start.
 *
 * <p>The keys of the auth service and of the quickstart stand under the same prefix and are none of the gateway's business.
 */
final class BindingProblems implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of(PortcullisProperties.PREFIX);
    private static final List<ConfigurationPropertyName> NEIGHBOURS =
            List.of(OURS.append("auth"), OURS.append("quickstart"));
    private static final Map<Class<?>, String> ALLOWED = Map.of(
            Duration.class, "allowed is a duration such as 30s or 5m",
            DataSize.class, "allowed is a size such as 16KB",
            int.class, "allowed is a whole number",
            Integer.class, "allowed is a whole number",
            boolean.class, "allowed are true and false",
            URI.class, "allowed is an address such as https://auth.example.com/jwks.json");

    /** Boot leaves one that nothing sets as it stands: the secret would be the text that everyone can read in the YAML. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    private final Map<ConfigurationPropertyName, String> found = new TreeMap<>();

    /** What was found, by key. */
    Map<ConfigurationPropertyName, String> found() {
        return Map.copyOf(found);
    }

    @Override
    public BindHandler apply(BindHandler handler) {
        return new Gathering(handler);
    }

    private final class Gathering extends AbstractBindHandler {

        Gathering(BindHandler handler) {
            super(handler);
        }

        @Override
        public @Nullable Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            if (isBelowOurs(name)
                    && texts(result).anyMatch(text -> PLACEHOLDER.matcher(text).find())) {
                found.put(name, "holds a placeholder that nothing sets; set it in the environment");
            }
            return super.onSuccess(name, target, context, result);
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            if (!isBelowOurs(name)) {
                return super.onFailure(name, target, context, error);
            }
            found.put(name, wrongKind(name, target));
            return null; // the default
        }

        @Override
        public void onFinish(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                throws Exception {
            try {
                super.onFinish(name, target, context, result);
            } catch (UnboundConfigurationPropertiesException unbound) {
                if (!OURS.equals(name)) {
                    throw unbound;
                }
                unbound.getUnboundProperties().forEach(property -> addUnknown(property.getName()));
            }
        }
    }

    private static Stream<String> texts(Object result) {
        if (result instanceof Collection<?> all) {
            return all.stream().flatMap(BindingProblems::texts);
        }
        if (result instanceof WrittenSecret secret) {
            return Stream.of(secret.text());
        }
        return result instanceof String text ? Stream.of(text) : Stream.empty();
    }

    private void addUnknown(ConfigurationPropertyName name) {
        if (isBelowOurs(name)) {
            found.putIfAbsent(name, "is not known; " + KnownKeys.allowedNear(name));
        }
    }

    private static boolean isBelowOurs(ConfigurationPropertyName name) {
        return OURS.isAncestorOf(name)
                && NEIGHBOURS.stream().noneMatch(key -> key.equals(name) || key.isAncestorOf(name));
    }

    /** Never with the failure's own text: that prints the value. */
    static String wrongKind(ConfigurationPropertyName name, Bindable<?> target) {
        return "has a value of another kind; "
                + Optional.ofNullable(ALLOWED.get(target.getType().resolve(Object.class)))
                        .orElseGet(() -> KnownKeys.allowedNear(name));
    }
}
