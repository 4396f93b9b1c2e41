package dev.portcullis.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A problem's {@code type} ends in its code; the page of that name has to be there. */
final class ErrorPagesTests {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern CODE =
            Pattern.compile("\\b[1-5]\\d\\d,\\s*\"([a-z_]+)\"|\\b[A-Z_]+\\(\\s*\"([a-z_]+)\",");

    private static final List<Path> TABLES = List.of(
            ROOT.resolve("gateway/starter/src/main/java/dev/portcullis/gateway/refusal/Refusal.java"),
            ROOT.resolve("gateway/app/src/main/java/dev/portcullis/gateway/app/RoutingProblems.java"),
            ROOT.resolve("auth-service/src/main/java/dev/portcullis/auth/refusal/Refusal.java"));

    @Test
    void everyCodeHasItsPageAndItsLineInTheIndex() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/errors/README.md"));

        for (Path table : TABLES) {
            List<String> codes = codesIn(Files.readString(table));
            assertThat(codes).as(table.toString()).hasSizeGreaterThan(3).allSatisfy(code -> {
                assertThat(ROOT.resolve("docs/errors/" + code + ".md")).exists();
                assertThat(index).contains("(" + code + ".md)");
            });
        }
    }

    private static List<String> codesIn(String source) {
        return CODE.matcher(source).results().map(ErrorPagesTests::code).toList();
    }

    private static String code(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
