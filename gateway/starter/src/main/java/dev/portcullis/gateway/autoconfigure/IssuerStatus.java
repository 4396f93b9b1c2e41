package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeyView;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import dev.portcullis.gateway.verification.TrustedIssuer;
import java.util.List;

/**
 * One issuer as operators see it.
 *
 * @param onlyWhereNamed whether a route has to name it to admit it
 */
record IssuerStatus(
        String name,
        String iss,
        List<String> algorithms,
        List<String> audiences,
        boolean onlyWhereNamed,
        KeyView keys) {

    static IssuerStatus of(TrustedIssuer issuer) {
        IssuerSettings settings = issuer.settings();
        return new IssuerStatus(
                settings.name(),
                settings.issuer(),
                settings.algorithms().stream()
                        .map(SignatureAlgorithm::word)
                        .sorted()
                        .toList(),
                settings.audiences().stream().sorted().toList(),
                settings.onlyWhereNamed(),
                issuer.keys().view());
    }
}
