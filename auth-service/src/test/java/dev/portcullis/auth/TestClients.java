package dev.portcullis.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;

/** The OAuth clients of the service that the tests share. */
public final class TestClients {

    /** With characters that a form and HTTP Basic each have to encode. */
    public static final String SECRET = "an unguessable secret of a client: +%/&=é";

    private TestClients() {}

    public static String[] arguments() {
        return new String[] {
            client("orders", "secret", SECRET),
            client("orders", "scopes", "orders:read,orders:write"),
            client("bare", "secret", SECRET),
            client("inspector", "secret", SECRET),
            client("inspector", "scopes", "tokens:introspect"),
            client("sweeper", "secret", SECRET),
            client("sweeper", "scopes", "revocations:write"),
        };
    }

    /** An Authorization header as RFC 6749, section 2.3.1, wants it. */
    public static String basic(String id, String secret) {
        return basicOf(id + ':' + URLEncoder.encode(secret, UTF_8));
    }

    public static String basicOf(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static String client(String id, String key, String value) {
        return "--portcullis.auth.clients." + id + "." + key + "=" + value;
    }
}
