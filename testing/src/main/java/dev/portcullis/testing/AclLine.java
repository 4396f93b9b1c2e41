package dev.portcullis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one of our Redis users may do, as {@code docs/redis.md} tells operators to set it: what the tests run is the page
 * itself.
 *
 * @param user the user's name
 * @param rights the words that follow {@code reset on >password}
 */
public record AclLine(String user, List<String> rights) {

    private static final Path PAGE = Path.of("..", "docs", "redis.md");
    private static final String FIXED = " reset on >";

    /** The password that a test gives to every such user. */
    public static final String PASSWORD = "made-for-a-test";

    public AclLine {
        rights = List.copyOf(rights);
    }

    /** The line of this user, in the form that this server knows. */
    public static AclLine of(String user, RealRedis redis) {
        String start = "ACL SETUSER " + user + FIXED;
        try (Stream<String> lines = Files.lines(PAGE)) {
            String line = lines.filter(candidate -> candidate.startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("docs/redis.md has no line " + start));
            List<String> words = List.of(line.substring(start.length()).split(" "));
            AclLine written = new AclLine(user, words.subList(1, words.size()));
            return redis.cli("INFO", "server").contains("redis_version:6.") ? written.before7() : written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the page says for Redis 6: no parentheses, no read-only keys. */
    private AclLine before7() {
        return new AclLine(
                user,
                rights.stream()
                        .map(right -> bare(right).replace("%R~", "~"))
                        .distinct()
                        .toList());
    }

    private static String bare(String right) {
        return right.replace("(", "").replace(")", "");
    }

    /** For keys that begin otherwise than with <code>{portcullis}</code>. */
    public AclLine under(String prefix) {
        return new AclLine(
                user,
                rights.stream()
                        .map(right -> right.replace("{portcullis}", prefix))
                        .toList());
    }

    /** The same but for the right at this place; a parenthesis at it stays. */
    public AclLine without(int place) {
        List<String> fewer = new ArrayList<>(rights);
        String right = rights.get(place);
        fewer.set(place, right.replace(bare(right), ""));
        fewer.removeIf(String::isEmpty);
        return new AclLine(user, fewer);
    }

    /** Makes the user on this server, or makes it anew. */
    public void set(RealRedis redis) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", user, "reset", "on", ">" + PASSWORD));
        command.addAll(rights);
        String answer = redis.cli(command.toArray(String[]::new));
        if (!answer.equals("OK")) {
            throw new IllegalStateException(answer);
        }
    }
}
