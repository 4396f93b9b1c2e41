package dev.portcullis.gateway.autoconfigure;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The words of {@code portcullis.revocation.mode}, for the check of the settings and for what is built by them. */
final class RevocationMode {

    static final String KEY = PortcullisProperties.PREFIX + ".revocation.mode";

    /** Keeps the list in memory. */
    static final String REPLICATED = "replicated";

    /** Asks Redis for each request. */
    private static final String DIRECT = "direct";

    /** Asks nobody. */
    static final String OFF = "off";

    /** YAML reads a bare {@code off} as the truth value {@code false}. */
    private static final String OFF_IN_YAML = "false";

    private RevocationMode() {}

    static boolean isKnown(String word) {
        return isOff(word) || Set.of(REPLICATED, DIRECT).contains(word);
    }

    static boolean isOff(@Nullable String word) {
        return OFF.equals(word) || OFF_IN_YAML.equals(word);
    }

    /** What is misspelt is told by the check of the settings. */
    static final class SaysOff extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return new ConditionOutcome(isOff(context.getEnvironment().getProperty(KEY)), KEY);
        }
    }

    static final class DoesNotSayOff extends NoneNestedConditions {

        DoesNotSayOff() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(SaysOff.class)
        static final class Off {}
    }
}
