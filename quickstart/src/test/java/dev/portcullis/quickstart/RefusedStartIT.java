package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot run says why in one sentence, before anything is started. */
class RefusedStartIT {

    @ParameterizedTest
    @ValueSource(strings = {"gateway-port", "auth-port", "upstream-port"})
    void portInUseIsNamedWithTheOptionThatChoosesAnother(String option) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String chosen = "--portcullis.quickstart." + option + "=" + taken.getLocalPort();
            RunningQuickstart quickstart = RunningQuickstart.startOnFreePorts(Map.of(), chosen);

            assertThat(quickstart.awaitExit()).isEqualTo(1);
            assertThat(quickstart.output().lines()).hasSize(1);
            assertThat(quickstart.output())
                    .contains("Port " + taken.getLocalPort(), "is in use", "--portcullis.quickstart." + option);
        }
    }

    @Test
    void unknownArgumentIsNamed() {
        RunningQuickstart quickstart = RunningQuickstart.start(Map.of(), "--gatway-port=1");

        assertThat(quickstart.awaitExit()).isEqualTo(1);
        assertThat(quickstart.output().lines()).hasSize(1);
        assertThat(quickstart.output()).contains("--gatway-port=1");
    }
}
