package dev.portcullis.gateway.verification;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Where the keys of an issuer come from. */
public sealed interface KeySource {

    /** The keys, once they are kept; nothing is fetched yet. */
    IssuerKeys open(String issuerName, KeySettings settings, InstantSource clock);

    /** For operators: an address without user info and query, or a word. */
    String shown();

    /** Secrets that the issuer signs with too, so that whoever verifies its tokens could also mint them. */
    record Secrets(List<Secret> secrets) implements KeySource {

        public Secrets {
            secrets = List.copyOf(secrets);
        }

        @Override
        public IssuerKeys open(String issuerName, KeySettings settings, InstantSource clock) {
            return new SecretKeys(this, clock);
        }

        @Override
        public String shown() {
            return "secrets";
        }
    }

    /**
     * A key set at a known address.
     *
     * @param jwksUri http, https or file
     */
    record Published(URI jwksUri) implements KeySource {

        @Override
        public IssuerKeys open(String issuerName, KeySettings settings, InstantSource clock) {
            return new FetchedKeys(issuerName, this, JwksSource.at(jwksUri), settings, clock);
        }

        @Override
        public String shown() {
            return ShownText.of(jwksUri);
        }
    }

    /**
     * A key set whose address the issuer's metadata gives.
     *
     * @param issuer what the metadata has to name as its issuer, to the letter
     * @param documents where the metadata may be; the first that is good is taken
     */
    record Discovered(String issuer, List<URI> documents) implements KeySource {

        public Discovered {
            documents = List.copyOf(documents);
        }

        /** At the well-known places of the issuer itself. */
        public static Discovered at(String issuer) {
            return new Discovered(issuer, MetadataAddress.wellKnown(URI.create(issuer)));
        }

        @Override
        public IssuerKeys open(String issuerName, KeySettings settings, InstantSource clock) {
            return new FetchedKeys(issuerName, this, new JwksByDiscovery(this), settings, clock);
        }

        @Override
        public String shown() {
            return "metadata at " + ShownText.of(documents.get(0));
        }
    }
}
