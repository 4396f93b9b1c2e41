package dev.portcullis.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RevocationListenersTests {

    @Test
    void oneThatThrowsKeepsNothingFromTheOthers() {
        LogEntry entry = LogEntry.after(new LogHead(1, 0, Chain.GENESIS), "member", 1);
        List<Object> heard = new ArrayList<>();
        RevocationListeners listeners = new RevocationListeners();
        listeners.add(new Hearing(List.of())); // an immutable list: it throws
        listeners.add(new Hearing(heard));

        listeners.applied(entry);
        listeners.reloaded();

        assertThat(heard).containsExactly(entry, "reloaded");
    }

    private record Hearing(List<Object> heard) implements RevocationListener {

        @Override
        public void applied(LogEntry entry) {
            heard.add(entry);
        }

        @Override
        public void reloaded() {
            heard.add("reloaded");
        }
    }
}
