package dev.portcullis.gateway.verification;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A key set whose address is asked of the issuer's metadata, anew with each load, so that an issuer may move its keys.
 *
 * <p>The metadata has to name the very issuer that is configured (RFC 8414, section 3.3), else anyone whose document we
 * can be led to could bring keys of his own. It may name any host for the keys, as large providers do, but not turn a
 * document that came over TLS into keys that do not.
 */
final class JwksByDiscovery implements JwksSource {

    /** Two documents and a key set, one of them hanging. */
    private static final Duration WHOLE = Duration.ofSeconds(9);

    private static final JsonObjects JSON = JsonObjects.lenient();
    private static final String HTTPS = "https";

    private final HttpDocuments http = new HttpDocuments();
    private final String issuer;
    private final List<URI> documents;

    JwksByDiscovery(KeySource.Discovered source) {
        this.issuer = source.issuer();
        this.documents = source.documents();
    }

    @Override
    public Mono<byte[]> load() {
        return firstGood(documents.iterator()).flatMap(http::get).timeout(WHOLE);
    }

    private Mono<URI> firstGood(Iterator<URI> rest) {
        URI document = rest.next();
        Mono<URI> address = http.get(document).map(bytes -> keysOf(document, bytes));
        return rest.hasNext() ? address.onErrorResume(unusable -> firstGood(rest)) : address;
    }

    /** Where the keys are, as a document that was fetched says; an error where it is not believed. */
    URI keysOf(URI document, byte[] bytes) {
        Map<String, Object> metadata =
                JSON.read(bytes).orElseThrow(() -> new Unusable("the metadata is no JSON object"));
        if (!issuer.equals(metadata.get("issuer"))) {
            throw new Unusable("the metadata is of another issuer");
        }
        if (!(metadata.get("jwks_uri") instanceof String text)) {
            throw new Unusable("the metadata names no jwks_uri");
        }
        URI keys = address(text);
        if (HTTPS.equals(schemeOf(document)) && !HTTPS.equals(schemeOf(keys))) {
            throw new Unusable("the metadata came by https and its jwks_uri would not");
        }
        return keys;
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            if (List.of("http", HTTPS).contains(schemeOf(address)) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // said below: what it holds is a stranger's text
        }
        throw new Unusable("the jwks_uri of the metadata is no http or https address");
    }

    private static String schemeOf(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }
}
