package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.quickstart.process.CannotStart;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTests {

    private static final String GATEWAY = "--portcullis.quickstart.gateway-port";

    @Test
    void whoAsksForNothingGetsTheDocumentedPorts() {
        Options options = read();

        assertThat(options).isEqualTo(new Options(8080, 9000, 9100, List.of(), List.of()));
    }

    @Test
    void everyPortCanBeChosen() {
        Options options =
                read(GATEWAY + "=1", "--portcullis.quickstart.auth-port=2", "--portcullis.quickstart.upstream-port=3");

        assertThat(options).isEqualTo(new Options(1, 2, 3, List.of(), List.of()));
    }

    @Test
    void systemPropertyChoosesToo() {
        assertThat(Options.read(List.of(), property("gateway-port", "7")).gatewayPort())
                .isEqualTo(7);
    }

    @Test
    void commandLineWinsOverSystemProperty() {
        Options options = Options.read(List.of(GATEWAY + "=8"), property("gateway-port", "7"));

        assertThat(options.gatewayPort()).isEqualTo(8);
    }

    @Test
    void serviceGetsWhatIsPrefixedWithItsName() {
        Options options = read("--auth.a.b=c", "--gateway.d=e");

        assertThat(options.forAuth()).containsExactly("--a.b=c");
        assertThat(options.forGateway()).containsExactly("--d=e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65535"})
    void portWithinTheRangeIsTaken(String port) {
        assertThat(read(GATEWAY + "=" + port).gatewayPort()).isEqualTo(Integer.parseInt(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "", "x", "99999999999"})
    void whatIsNoPortIsNamedWithItsOption(String port) {
        assertThatThrownBy(() -> read(GATEWAY + "=" + port))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(GATEWAY + " must be a port from 0 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--portcullis.quickstart.gatway-port=1", "--server.port=1", "help"})
    void unknownArgumentIsNamedWithWhatIsAllowed(String argument) {
        assertThatThrownBy(() -> read(argument))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(argument)
                .hasMessageContaining(GATEWAY);
    }

    @Test
    void unknownSystemPropertyOfOursIsNamed() {
        assertThatThrownBy(() -> Options.read(List.of(), property("gatway-port", "1")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("-Dportcullis.quickstart.gatway-port");
    }

    private static Options read(String... arguments) {
        return Options.read(List.of(arguments), new Properties());
    }

    private static Properties property(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty("portcullis.quickstart." + name, value);
        return properties;
    }
}
