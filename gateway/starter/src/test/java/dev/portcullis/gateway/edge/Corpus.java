package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The attacks that lie as data beside the tests. */
final class Corpus {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([rnt0\\\\]))");
    private static final Pattern MESSAGE = Pattern.compile("(?s)=== ([^\n]*) \\| ([^\n]*) \\| ?([^\n]*)\n(.*)");

    private Corpus() {}

    /** A line: what becomes of it, and what is sent. */
    record Line(String outcome, String sent) {

        boolean isRefused() {
            return outcome.matches("[45].*");
        }

        int status() {
            return Integer.parseInt(outcome.substring(0, 3));
        }

        String code() {
            return outcome.substring(4);
        }
    }

    /** Bytes, the answers they get, and what the upstream is asked because of them. */
    record Message(String name, List<String> answers, List<String> upstream, String bytes) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Line> paths() {
        return lines("paths");
    }

    static Stream<Line> headers() {
        return lines("headers");
    }

    private static Stream<Line> lines(String name) {
        return read(name)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split(" {2,}", 2))
                .map(parts -> new Line(parts[0], unescaped(parts[1])));
    }

    static Stream<Message> messages() {
        return Arrays.stream(read("messages").split("\n(?==== )"))
                .map(MESSAGE::matcher)
                .filter(Matcher::matches)
                .map(message -> new Message(
                        message.group(1),
                        List.of(message.group(2).split(", ")),
                        Arrays.stream(message.group(3).split(" "))
                                .filter(uri -> !uri.isEmpty())
                                .toList(),
                        unescaped(message.group(4).replace("\\\n", "").replace("\n", "\r\n"))));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1), escape.group(2))));
    }

    private static String character(String hex, String letter) {
        if (hex != null) {
            return String.valueOf((char) Integer.parseInt(hex, 16));
        }
        return switch (letter) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            default -> letter;
        };
    }

    private static String read(String name) {
        try (InputStream in = Corpus.class.getResourceAsStream("/corpus/" + name + ".txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
