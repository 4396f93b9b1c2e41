package dev.portcullis.gateway.policy;

import java.util.Set;

/**
 * What a rule is read against.
 *
 * @param issuers the names of the issuers that are declared
 * @param anyUnnamed whether one of them is admitted where a route names none
 * @param admitsUnseen what a route that does not say so does while nobody can tell whether a token is revoked
 */
public record RuleContext(Set<String> issuers, boolean anyUnnamed, boolean admitsUnseen) {

    public RuleContext {
        issuers = Set.copyOf(issuers);
    }
}
