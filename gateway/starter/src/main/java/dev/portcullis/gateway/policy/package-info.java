/**
 * Decides what a route asks of its callers: nothing, a valid token, or what else a token has to bring;
 * and how it treats those whom it admits.
 *
 * <p>A route's {@code metadata.access} enters and becomes an {@link dev.portcullis.gateway.policy.AccessRule}; a verified
 * token and its revocation status enter, an outcome leaves. A misspelt word that was read as "no rule" opened a route, so
 * what cannot be read is a problem and never a rule.
 */
@NullMarked
package dev.portcullis.gateway.policy;

import org.jspecify.annotations.NullMarked;
