package dev.portcullis.gateway.verification;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of one entry of a key set. */
sealed interface JwkReading {

    /** Hands the key to the first, or why there is none to the second. */
    void ifUsable(Consumer<VerificationKey> key, Consumer<String> skipped);

    /** A key that may verify. */
    record Usable(VerificationKey value) implements JwkReading {

        @Override
        public void ifUsable(Consumer<VerificationKey> key, Consumer<String> skipped) {
            key.accept(value);
        }
    }

    /**
     * An entry that is left out.
     *
     * @param kid its name; the rest of a stranger's text is not repeated
     */
    record Skipped(@Nullable Object kid, String reason) implements JwkReading {

        @Override
        public void ifUsable(Consumer<VerificationKey> key, Consumer<String> skipped) {
            skipped.accept(
                    (kid instanceof String name ? "'" + ShownText.of(name) + "' " : "one without a name ") + reason);
        }
    }
}
