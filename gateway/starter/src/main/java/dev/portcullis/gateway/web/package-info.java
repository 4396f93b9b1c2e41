/**
 * Decides nothing: it asks the firewall and the pipeline once a request, then forwards with the caller's identity or
 * renders the refusal.
 *
 * <p>The only room that touches the exchange; an outcome enters, headers or a problem leave. A filter without an order
 * runs after routing, and one behind the response cache is answered for.
 */
@NullMarked
package dev.portcullis.gateway.web;

import org.jspecify.annotations.NullMarked;
