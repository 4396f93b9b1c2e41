package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a claim has one of some values: it is the value, or a list that holds it.
 *
 * @param path the claim's name, or the names on the way to it
 * @param anyOf the values as JSON writes them, texts without quotes
 */
public record ClaimDemand(List<String> path, Set<String> anyOf) {

    public ClaimDemand {
        path = List.copyOf(path);
        anyOf = Set.copyOf(anyOf);
    }

    boolean isMetBy(VerifiedToken token) {
        Object value = token.claimAt(path);
        return value instanceof Collection<?> list ? list.stream().anyMatch(this::holds) : holds(value);
    }

    /** Compared whole and with case. A structure is none of the values, whatever its text may look like. */
    private boolean holds(@Nullable Object value) {
        return (value instanceof String || value instanceof Number || value instanceof Boolean)
                && anyOf.contains(String.valueOf(value));
    }
}
