package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells the upstream who calls, in headers that nobody else can write.
 *
 * <p>Copies sent by the client go on every route, whatever their case and whatever stands for a hyphen in them: a WSGI
 * server reads {@code X_User_Id} and {@code X-User-Id} as one. Nor can {@code Connection} name one of them, which would
 * make the gateway's hop-by-hop filter take off what was just set.
 */
public final class IdentityHeaders {

    private static final char ROLE_SEPARATOR = ',';
    private static final char SCOPE_SEPARATOR = ' ';

    private final ForwardedHeaders forwarded;
    private final int maxHeaderChars;
    private final Map<String, String> claims;
    private final Set<String> ours = new HashSet<>();
    private final Set<String> notHopByHop = new HashSet<>();

    /**
     * @param claims which claim each header carries; {@code roles} and {@code scope} are what the issuer's keys say
     * @param maxHeaderChars the largest value of one header; a larger one refuses the request, since a part of a claim names
     *     somebody else
     * @param forwarded what else is written for the upstream
     */
    public IdentityHeaders(Map<String, String> claims, int maxHeaderChars, ForwardedHeaders forwarded) {
        this.maxHeaderChars = maxHeaderChars;
        this.forwarded = forwarded;
        this.claims = Map.copyOf(claims);
        claims.keySet().forEach(name -> ours.add(folded(name)));
        notHopByHop.addAll(ours);
        notHopByHop.add(folded(HttpHeaders.AUTHORIZATION));
    }

    /** The exchange to forward: the client's copies are gone, the caller's own headers are set. */
    Outcome<ServerWebExchange> stamp(ServerWebExchange exchange, Caller caller) {
        Map<String, String> values = valuesOf(caller);
        if (values.values().stream().anyMatch(value -> value.length() > maxHeaderChars)) {
            return new Outcome.Refused<>(new Refusal.IdentityTooLarge());
        }
        return new Outcome.Passed<>(exchange.mutate()
                .request(request -> request.headers(headers -> {
                    Carriage.cut(headers, caller);
                    if (exchange.getAttribute(Forwarding.CALLER) == null) { // a forward: was stamped on its way in
                        forwarded.stamp(headers, exchange.getRequest()); // first: one of ours may be X-Forwarded-User
                    }
                    stamp(headers, values);
                }))
                .build());
    }

    private Map<String, String> valuesOf(Caller caller) {
        Map<String, String> values = new HashMap<>();
        caller.token()
                .ifPresent(token -> claims.forEach((name, claim) -> {
                    String value = valueOf(token, claim);
                    if (value != null) {
                        values.put(name, value);
                    }
                }));
        return values;
    }

    private void stamp(HttpHeaders headers, Map<String, String> values) {
        List.copyOf(headers.headerNames()).stream()
                .filter(name -> ours.contains(folded(name)))
                .forEach(headers::remove);
        keepConnectionToItsOwn(headers);
        values.forEach(headers::set);
    }

    private void keepConnectionToItsOwn(HttpHeaders headers) {
        List<String> sent = headers.getOrEmpty(HttpHeaders.CONNECTION);
        if (sent.isEmpty()) {
            return;
        }
        List<String> kept = sent.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(option -> !option.isEmpty() && isHopByHop(folded(option)))
                .toList();
        if (kept.isEmpty()) {
            headers.remove(HttpHeaders.CONNECTION);
        } else {
            headers.set(HttpHeaders.CONNECTION, String.join(", ", kept));
        }
    }

    private boolean isHopByHop(String folded) {
        return !notHopByHop.contains(folded) && !ForwardedHeaders.isOurs(folded);
    }

    private static @Nullable String valueOf(VerifiedToken token, String claim) {
        return switch (claim) {
            case "roles" -> listOrNull(token.roles(), ROLE_SEPARATOR);
            case "scope" -> listOrNull(token.scopes(), SCOPE_SEPARATOR);
            default -> valueOf(token.claim(claim));
        };
    }

    /** A text, number, truth value or list of texts; what is a structure has no form in a header. */
    private static @Nullable String valueOf(@Nullable Object claim) {
        if (claim instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance)) {
            return listOrNull(list.stream().map(String.class::cast).toList(), ROLE_SEPARATOR);
        }
        return claim instanceof String || claim instanceof Number || claim instanceof Boolean
                ? HeaderValues.one(String.valueOf(claim))
                : null;
    }

    private static @Nullable String listOrNull(Collection<String> elements, char separator) {
        return elements.isEmpty() ? null : HeaderValues.list(elements, separator);
    }

    /** One form for all spellings that some server reads as the same name. */
    public static String folded(String name) {
        char[] letters = name.toLowerCase(Locale.ROOT).toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (!(letters[i] >= 'a' && letters[i] <= 'z' || letters[i] >= '0' && letters[i] <= '9')) {
                letters[i] = '-';
            }
        }
        return new String(letters);
    }
}
