package dev.portcullis.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * How a claim is written into a header, by one rule: each octet of its UTF-8 form that is not visible ASCII, each
 * {@code %}, and in an element of a list each separator, is percent-encoded (RFC 3986, section 2.1). So {@code %} always
 * begins an escape, nothing is ever cut, and decoding gives the claim back.
 */
final class HeaderValues {

    private static final char NO_SEPARATOR = '%';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderValues() {}

    static String one(String text) {
        return encode(text, NO_SEPARATOR);
    }

    static String list(Collection<String> elements, char separator) {
        return elements.stream()
                .map(element -> encode(element, separator))
                .collect(Collectors.joining(String.valueOf(separator)));
    }

    private static String encode(String text, char separator) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet > ' ' && octet <= '~' && octet != '%' && octet != separator) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }
}
