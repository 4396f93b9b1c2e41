package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.testing.ConfigurationReference;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ConfigurationReferenceTests {

    private static final Path PAGE = Path.of("../../docs/configuration.md");

    @Test
    void pageSaysWhatTheBinderTakes() {
        ConfigurationReference.of("gateway", PAGE).isUpToDate();
    }

    @Test
    void pageNamesEveryKeyOfAnIssuer() throws IOException {
        List<String> keys = Arrays.stream(PortcullisProperties.Issuer.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();

        String page = Files.readString(PAGE);

        assertThat(keys).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }
}
