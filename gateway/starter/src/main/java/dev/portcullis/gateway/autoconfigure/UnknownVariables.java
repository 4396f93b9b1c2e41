package dev.portcullis.gateway.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Tells of environment variables that look like ours and set nothing. The binder overlooks them, because anyone may set a
 * variable.
 *
 * <p>A WARN, and no reason to stop: Kubernetes puts {@code PORTCULLIS_REVOCATION_SERVICE_HOST} into every pod beside a
 * service of that name, and a gateway that does not start for it is worse than one that told.
 */
final class UnknownVariables {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownVariables.class);
    private static final Pattern OF_KUBERNETES = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

    /** What the delivered application.yml asks for, below the name of a group. */
    private static final String OF_THE_DELIVERED_GATEWAY = "PORTCULLIS_JWKS_URI";

    private UnknownVariables() {}

    /** Names them, not what they hold. */
    static void tell(ConfigurableEnvironment environment) {
        PropertySource<?> variables =
                environment.getPropertySources().get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (variables instanceof EnumerablePropertySource<?> all) {
            List<String> unknown = in(all.getPropertyNames());
            if (!unknown.isEmpty()) {
                LOG.warn("Environment variables that look like keys of the gateway set nothing: {}", unknown);
            }
        }
    }

    private static List<String> in(String[] names) {
        return Arrays.stream(names)
                .filter(name -> {
                    String upper = name.toUpperCase(Locale.ROOT);
                    return KnownVariables.areNear(upper)
                            && !KnownVariables.contain(upper)
                            && !OF_THE_DELIVERED_GATEWAY.equals(upper)
                            && !OF_KUBERNETES.matcher(upper).matches();
                })
                .sorted()
                .toList();
    }
}
