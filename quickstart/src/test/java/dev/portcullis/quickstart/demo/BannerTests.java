package dev.portcullis.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.quickstart.process.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class BannerTests {

    @Test
    void everyBlankOfTheTemplateIsFilled() {
        Banner banner = banner("secret")
                .with("gateway", "localhost:1")
                .with("gateway-pid", 2)
                .with("auth", "localhost:3")
                .with("auth-pid", 4)
                .with("upstream", "localhost:5")
                .with("redis", "localhost:6")
                .with("redis-pid", 7)
                .with("folder", "somewhere");

        assertThat(banner.toString()).doesNotContainPattern("<[a-z-]+>").contains("kill -STOP 7");
    }

    @Test
    void passwordIsQuotedForJsonAndForAShell() {
        assertThat(banner("it's \"x\" \\").toString())
                .contains("-d '{\"username\":\"alice\",\"password\":\"it'\\''s \\\"x\\\" \\\\\"}'");
    }

    @Test
    void userDoesNotShowThePasswordByItself() {
        assertThat(alice("sesame").toString()).doesNotContain("sesame");
        assertThat(banner("sesame").toString()).contains("sesame");
    }

    private static Banner banner(String password) {
        return new Banner(List.of(alice(password)));
    }

    private static DemoUser alice(String password) {
        return new DemoUser("alice", Secret.of(password), List.of("user"));
    }
}
