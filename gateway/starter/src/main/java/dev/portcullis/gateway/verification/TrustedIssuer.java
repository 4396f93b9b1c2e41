package dev.portcullis.gateway.verification;

/**
 * An issuer and its keys, which verify for it alone.
 *
 * @param settings what its tokens have to keep to
 * @param keys its own keys
 */
public record TrustedIssuer(IssuerSettings settings, IssuerKeys keys) {}
