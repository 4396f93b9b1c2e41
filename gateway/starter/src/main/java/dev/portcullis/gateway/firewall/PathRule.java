package dev.portcullis.gateway.firewall;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Whether rule and upstream would read a path alike: Spring Security's strict verdict, and one rule that no switch opens.
 *
 * <p>A switch admits a character, and an upstream may read that character its own way: {@code ;} ends a segment for one,
 * {@code \} is a slash for another, {@code %25} is decoded once more by a third. None of these readings may give a dot
 * segment, or {@code /public/..;/admin} passes the rule of {@code public} and arrives at {@code admin}.
 */
final class PathRule {

    private static final int DEEPEST_ENCODING = 8;

    private final StrictServerWebExchangeFirewall strict = new StrictServerWebExchangeFirewall();

    PathRule(FirewallSettings settings) {
        // Methods are judged elsewhere, because a refused one is 405 or 501 and a refused path 400.
        strict.setUnsafeAllowAnyHttpMethod(true);
        strict.setAllowUrlEncodedSlash(settings.encodedSlash());
        strict.setAllowSemicolon(settings.semicolon());
        strict.setAllowUrlEncodedPercent(settings.encodedPercent());
        strict.setAllowBackSlash(settings.backslash());
    }

    Mono<Outcome<ServerWebExchange>> judge(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().value();
        if (climbs(path) || !isText(decoded(path))) {
            return Mono.just(refused());
        }
        return strict.getFirewalledExchange(new ReadOnlyExchange(exchange))
                .<Outcome<ServerWebExchange>>map(verdict -> new Outcome.Passed<>(exchange))
                .onErrorResume(ServerExchangeRejectedException.class, rejected -> Mono.just(refused()));
    }

    private static Outcome<ServerWebExchange> refused() {
        return new Outcome.Refused<>(new Refusal.PathRefused());
    }

    /** Whether somebody who decodes once, twice or more finds a dot segment or a NUL. */
    static boolean climbs(String path) {
        String form = path;
        for (int depth = 0; depth < DEEPEST_ENCODING; depth++) {
            if (form.indexOf('\0') >= 0 || hasDotSegment(form)) {
                return true;
            }
            String next = decoded(form);
            if (next.equals(form)) {
                return false;
            }
            form = next;
        }
        return true; // nobody means this
    }

    private static boolean hasDotSegment(String path) {
        for (String segment : path.replace('\\', '/').split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether decoding gives text: UTF-8, without control characters. {@code %ff} is a character for one, a question mark
     * for another and an error for a third.
     */
    private static boolean isText(String octets) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1)))
                    .chars()
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** Octets as they are: what is asked of them is ASCII. A broken escape stays as it is. */
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            int high = i + 2 < path.length() && path.charAt(i) == '%' ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
            octets.write(low < 0 ? path.charAt(i) : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return octets.toString(ISO_8859_1);
    }
}
