package dev.portcullis.gateway.verification;

import java.net.URI;

/** What may be shown to operators of texts that others wrote. */
final class ShownText {

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_LINE = 200;

    private ShownText() {}

    /** An address without what may be a credential: user info, query and fragment. */
    static String of(URI address) {
        if (address.getHost() == null) {
            return address.getScheme() + ":" + address.getRawPath();
        }
        String port = address.getPort() == -1 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
    }

    /** A name out of a key set, cut short and in visible ASCII, so that it can neither fill nor forge a log. */
    static String of(String name) {
        return cut(name, LONGEST_NAME).replaceAll("[^!-~]", "?");
    }

    /** One line of a platform's message, which may quote whom it spoke to. */
    static String line(String message) {
        return cut(message, LONGEST_LINE).replaceAll("[^ -~]", "?");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
