package dev.portcullis.gateway.autoconfigure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Turns a bad configuration into sentences. Before Boot's own analyzers, because those print the values. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadConfigurationFailureAnalyzer implements FailureAnalyzer {

    private static final String ACTION =
            "Correct what is named above; docs/configuration.md lists every key with what it allows.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return find(failure, BadConfiguration.class)
                .map(BadConfiguration::problems)
                .or(() -> find(failure, BindException.class).map(BadConfigurationFailureAnalyzer::wrongKind))
                .filter(problems -> !problems.isEmpty())
                .map(problems -> analysis(problems, failure))
                .orElse(null);
    }

    private static FailureAnalysis analysis(List<String> problems, Throwable failure) {
        String description =
                "The configuration of the gateway cannot be used:\n\n    - " + String.join("\n    - ", problems);
        return new FailureAnalysis(description, ACTION, failure);
    }

    private static List<String> wrongKind(BindException failure) {
        ConfigurationPropertyName name = failure.getName();
        return isOurs(name) ? List.of(name + ": " + BindingProblems.wrongKind(name, failure.getTarget())) : List.of();
    }

    private static boolean isOurs(ConfigurationPropertyName name) {
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PortcullisProperties.PREFIX);
        return prefix.equals(name) || prefix.isAncestorOf(name);
    }

    private static <T extends Throwable> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        Throwable cause = failure;
        while (cause != null) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
