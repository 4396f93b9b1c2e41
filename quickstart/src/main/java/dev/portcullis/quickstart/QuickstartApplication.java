package dev.portcullis.quickstart;

import dev.portcullis.quickstart.process.CannotStart;
import dev.portcullis.quickstart.upstream.SampleUpstream;
import java.time.Clock;
import java.util.List;

/** Starts everything; or, with {@code upstream [ADDRESS:PORT]}, the sample upstream alone. */
public final class QuickstartApplication {

    private static final String UPSTREAM_ALONE = "upstream";

    private QuickstartApplication() {}

    /** Ends with exit code 1 and one sentence when it cannot run. */
    public static void main(String... arguments) {
        try {
            if (arguments.length > 0 && UPSTREAM_ALONE.equals(arguments[0])) {
                upstream(arguments.length > 1 ? arguments[1] : "127.0.0.1:" + Options.DEFAULT_UPSTREAM_PORT);
            } else {
                new Quickstart(Options.read(List.of(arguments), System.getProperties()), System.out).run();
            }
        } catch (CannotStart reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
    }

    private static void upstream(String address) {
        String[] parts = address.split(":", 2);
        if (parts.length != 2 || !parts[1].matches("\\d{1,5}")) {
            throw new CannotStart("upstream takes ADDRESS:PORT, as 127.0.0.1:9100.");
        }
        SampleUpstream upstream = SampleUpstream.start(parts[0], Integer.parseInt(parts[1]), Clock.systemUTC());
        System.out.println("The sample upstream listens on " + parts[0] + ":" + upstream.port() + ".");
        upstream.awaitClose();
    }
}
