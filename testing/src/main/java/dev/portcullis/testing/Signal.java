package dev.portcullis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process cannot say no to. */
public enum Signal {
    /** As a host is that its hypervisor takes the processor from. */
    STOP,
    CONT,
    INT,
    TERM,
    KILL;

    /**
     * Sends it. Blocks until it is sent.
     *
     * @param pid of a process that the test started
     */
    public void to(long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name(), String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name() + " ended with " + exit + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
