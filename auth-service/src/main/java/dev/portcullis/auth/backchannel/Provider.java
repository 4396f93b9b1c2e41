package dev.portcullis.auth.backchannel;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.portcullis.auth.settings.AuthSettings.ProviderSettings;
import java.net.MalformedURLException;
import java.net.URL;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** A provider that the configuration names, and what verifies its logout tokens. */
final class Provider {

    /** How far its clock may be off. */
    static final Duration SKEW = Duration.ofMinutes(1);

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;

    /** The age at which keys are fetched again, and how long one waits for a fetch that another has begun. */
    private static final long KEYS_LIVE_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final long FETCH_MILLIS = Duration.ofSeconds(6).toMillis();

    /** Between fetches that an unknown kid asks for: whoever makes kids up must not make us call the provider. */
    private static final long FETCH_AGAIN_MILLIS = Duration.ofSeconds(30).toMillis();

    private static final long OUTAGE_MILLIS = Duration.ofHours(4).toMillis();

    private Provider() {}

    /** Fetches keys from {@code jwks-uri} alone, when the first token is checked and on the thread that checks it. */
    static LogoutTokenValidator validator(ProviderSettings settings) {
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        LogoutTokenValidator validator = new LogoutTokenValidator(
                new Issuer(settings.issuer()),
                new ClientID(settings.audience()),
                new JWSVerificationKeySelector<>(algorithms, keys(settings)),
                null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        return validator;
    }

    private static JWKSource<SecurityContext> keys(ProviderSettings settings) {
        return JWKSourceBuilder.create(
                        url(settings), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES))
                .cache(KEYS_LIVE_MILLIS, FETCH_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(FETCH_AGAIN_MILLIS)
                .outageTolerant(OUTAGE_MILLIS)
                .build();
    }

    private static URL url(ProviderSettings settings) {
        try {
            return settings.jwksUri().toURL();
        } catch (MalformedURLException checkedAtTheStart) {
            throw new IllegalStateException(checkedAtTheStart);
        }
    }
}
