package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, which is where a process says why it ended. */
final class LogTail {

    private static final int LINES = 30;

    private LogTail() {}

    static String of(Path log) {
        try {
            // Decoded leniently: a process that crashes may write anything.
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES))
                    .map(line -> "  | " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  | (nothing)";
        }
    }
}
