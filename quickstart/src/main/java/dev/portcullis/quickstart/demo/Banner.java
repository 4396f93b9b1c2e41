package dev.portcullis.quickstart.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What a newcomer sees when everything runs, in under a screen: where things are, who may sign in, what to copy. */
public final class Banner {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TEMPLATE = template();

    private final Map<String, String> facts = new LinkedHashMap<>();

    /** Of these users; the first is the one whom the lines to copy sign in. */
    public Banner(List<DemoUser> users) {
        DemoUser first = users.get(0);
        with("users", users.stream().map(Banner::line).collect(Collectors.joining("\n")));
        with(
                "login",
                quoted(JSON.writeValueAsString(
                        new Login(first.username(), first.password().reveal()))));
    }

    /** States what stands in the template as {@code <name>}. */
    public Banner with(String name, Object value) {
        facts.put(name, String.valueOf(value));
        return this;
    }

    @Override
    public String toString() {
        String text = TEMPLATE;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text = text.replace("<" + fact.getKey() + ">", fact.getValue());
        }
        return text;
    }

    private static String line(DemoUser user) {
        return "  %-14s password %s   roles %s"
                .formatted(user.username(), user.password().reveal(), String.join(", ", user.roles()));
    }

    /** For a POSIX shell, which knows no escape within single quotes. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String template() {
        try (InputStream template = Banner.class.getResourceAsStream("banner.txt")) {
            return new String(Objects.requireNonNull(template).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Login(String username, String password) {

        @Override
        public String toString() {
            return "Login[" + username + ", redacted]";
        }
    }
}
