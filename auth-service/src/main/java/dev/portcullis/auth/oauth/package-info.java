/**
 * Decides what OAuth 2.0 clients get: tokens, their revocation, and what a token is worth.
 *
 * Forms of anybody's enter and are read by Nimbus' OAuth SDK after the client has authenticated; its messages and the RFCs'
 * own errors leave. A client that may name its secret in two places at once lets whoever wrote the body speak for whoever
 * wrote the header.
 */
@NullMarked
package dev.portcullis.auth.oauth;

import org.jspecify.annotations.NullMarked;
