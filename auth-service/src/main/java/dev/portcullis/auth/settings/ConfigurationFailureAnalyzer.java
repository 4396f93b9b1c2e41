package dev.portcullis.auth.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong with the configuration without printing a value of it. It must come first: Spring Boot's own
 * analyzers print what was written, and a misplaced secret with it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationFailureAnalyzer implements FailureAnalyzer {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("portcullis");
    private static final String ACTION = "Correct what is named above; docs/configuration.md lists every key.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(ConfigurationFailureAnalyzer::problems)
                .flatMap(Optional::stream)
                .findFirst()
                .map(problems -> new FailureAnalysis(String.join(System.lineSeparator(), problems), ACTION, failure))
                .orElse(null);
    }

    private static Optional<List<String>> problems(Throwable cause) {
        if (cause instanceof BadConfiguration bad) {
            return Optional.of(bad.problems());
        }
        if (cause instanceof BindException bind && PREFIX.equals(bind.getName().chop(1))) {
            return Optional.of(List.of(bindProblem(bind)));
        }
        return Optional.empty();
    }

    private static String bindProblem(BindException bind) {
        return bind.getCause() instanceof UnboundConfigurationPropertiesException unbound
                ? unbound.getUnboundProperties().stream()
                        .map(property -> property.getName().toString())
                        .sorted()
                        .collect(Collectors.joining(", ", "Not a key of the auth service: ", "."))
                : bind.getName() + " must be "
                        + allowed(bind.getTarget().getType().resolve(Object.class)) + ".";
    }

    private static String allowed(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Duration" -> "a duration such as 10s or 15m";
            case "int" -> "a whole number";
            default -> "a " + type.getSimpleName();
        };
    }
}
