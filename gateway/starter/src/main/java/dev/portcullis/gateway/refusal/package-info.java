/**
 * Decides nothing: it holds every way in which the gateway says no, what each looks like on the wire, and the outcome
 * that each step of the decision returns.
 *
 * <p>Constants and configuration may enter; no text of a request, and no other room. Where each step kept refusals of its
 * own, two of them answered one fault with two codes.
 */
@NullMarked
package dev.portcullis.gateway.refusal;

import org.jspecify.annotations.NullMarked;
