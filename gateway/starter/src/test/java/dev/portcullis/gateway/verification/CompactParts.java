package dev.portcullis.gateway.verification;

import java.util.Base64;

/** The three parts of a compact JWS, put together without asking what they hold. */
final class CompactParts {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private CompactParts() {}

    static String of(byte[] header, byte[] payload, byte[] signature) {
        return BASE64URL.encodeToString(header) + "." + BASE64URL.encodeToString(payload) + "."
                + BASE64URL.encodeToString(signature);
    }
}
