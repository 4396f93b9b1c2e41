package dev.portcullis.revocation.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The scripts that write the list, and the one that reads a page of it. They are sent whole each time: a server that came back empty knows no hash, and at
 * their rate the bytes do not matter.
 */
enum Script {
    BEGIN("begin.lua"),
    APPEND("append.lua"),
    INSTALL("install.lua"),
    BLESS("bless.lua"),
    PAGE("page.lua"),
    SWEEP("sweep.lua");

    private final String text;

    Script(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + file + ".");
            }
            this.text = new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads them all from the jar now: their first use is on a network thread, which must not read files. */
    static void load() {
        // being here has initialised the class
    }

    /** Whether it did what it is for; {@code false} where something had moved and it changed nothing. Never empty. */
    Mono<Boolean> run(RedisReactiveCommands<String, String> redis, List<String> keys, List<String> arguments) {
        return answer(redis, keys, arguments).map(answer -> !answer.equals("moved"));
    }

    /** What it answers. Never empty. */
    Mono<String> answer(RedisReactiveCommands<String, String> redis, List<String> keys, List<String> arguments) {
        return redis.<String>eval(
                        text, ScriptOutputType.VALUE, keys.toArray(String[]::new), arguments.toArray(String[]::new))
                .single();
    }

    /** What it answers, arrays as lists and the rest as text. Never empty. */
    Mono<List<Object>> read(RedisReactiveCommands<String, String> redis, String key, String... arguments) {
        return redis.<List<Object>>eval(text, ScriptOutputType.MULTI, new String[] {key}, arguments)
                .single();
    }
}
