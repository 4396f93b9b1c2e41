package dev.portcullis.auth.settings;

import dev.portcullis.testing.ConfigurationReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTests {

    @Test
    void pageSaysWhatTheBinderTakes() {
        ConfigurationReference.of("auth-service", Path.of("../docs/configuration.md"))
                .isUpToDate();
    }
}
