package dev.portcullis.gateway.policy;

import java.util.List;
import java.util.function.Function;

/** What became of a route's {@code access}: a rule, or all that is wrong with it. */
public sealed interface RuleReading {

    /** It says this. */
    record Read(AccessRule rule) implements RuleReading {
        @Override
        public <R> R fold(Function<AccessRule, R> ifRead, Function<List<String>, R> ifMisread) {
            return ifRead.apply(rule);
        }
    }

    /**
     * It cannot be read.
     *
     * @param problems one sentence each: the key and what is allowed, never a value
     */
    record Misread(List<String> problems) implements RuleReading {
        public Misread {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R fold(Function<AccessRule, R> ifRead, Function<List<String>, R> ifMisread) {
            return ifMisread.apply(problems);
        }
    }

    /** The only way to look inside. */
    <R> R fold(Function<AccessRule, R> ifRead, Function<List<String>, R> ifMisread);
}
