package dev.portcullis.auth.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.AuthSettings.RefreshKeys;
import dev.portcullis.auth.settings.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * The text of refresh tokens: seed, generation and an HMAC-SHA256 over both. Neither a copy of the database (which knows
 * no seed) nor the key (which knows none either) nor both gives a token; and who holds one generation cannot write the
 * next, while we can.
 */
@Component
final class RefreshTokens {

    private static final String HMAC = "HmacSHA256";
    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9_-]{43})\\.(0|[1-9][0-9]{0,15})\\.([A-Za-z0-9_-]{43})");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final List<SecretKey> keys;

    RefreshTokens(AuthSettings settings) {
        RefreshKeys written = settings.secrets().refresh();
        this.keys = Stream.concat(Stream.of(written.minting()), written.verifying().stream())
                .map(RefreshTokens::hmacKey)
                .toList();
    }

    private static SecretKey hmacKey(SecretBytes secret) {
        return secret.asKey(HMAC);
    }

    /** The token of a generation, always the same text under one key. */
    String write(Seed seed, long generation) {
        return seed.text() + "." + generation + "." + mac(keys.get(0), seed, generation);
    }

    /** The token that this text is, if one of our keys has made it. */
    Outcome<RefreshToken> read(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Outcome.refused(Refusal.REFRESH_TOKEN_INVALID);
        }
        RefreshToken token = new RefreshToken(Seed.ofText(parts.group(1)), Long.parseLong(parts.group(2)));
        return isAuthentic(token, parts.group(3))
                ? Outcome.passed(token)
                : Outcome.refused(Refusal.REFRESH_TOKEN_INVALID);
    }

    private boolean isAuthentic(RefreshToken token, String mac) {
        boolean authentic = false;
        for (SecretKey key : keys) { // all of them: which key it was is nobody's business either
            String expected = mac(key, token.seed(), token.generation());
            authentic |= MessageDigest.isEqual(ascii(expected), ascii(mac));
        }
        return authentic;
    }

    private static String mac(SecretKey key, Seed seed, long generation) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(seed.bytes());
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(generation).flip());
            return BASE64URL.encodeToString(mac.doFinal());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256.", absent);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
