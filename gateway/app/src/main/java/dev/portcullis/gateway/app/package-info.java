/**
 * Decides nothing about callers: it starts the gateway and answers what goes wrong behind the decision.
 *
 * <p>Errors of the routing enter, problems leave, in the same form as a refusal. The framework's own error page once told
 * a client which class had failed.
 */
@NullMarked
package dev.portcullis.gateway.app;

import org.jspecify.annotations.NullMarked;
