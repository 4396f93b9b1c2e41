package dev.portcullis.revocation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who listen to a list. One that throws is a defect of its own and keeps nothing from the others. */
public final class RevocationListeners implements RevocationListener {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationListeners.class);

    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    /** One more. */
    public void add(RevocationListener listener) {
        listeners.add(listener);
    }

    /** Whether nobody listens. */
    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    @Override
    public void applied(LogEntry entry) {
        listeners.forEach(listener -> tell(listener, to -> to.applied(entry)));
    }

    @Override
    public void reloaded() {
        listeners.forEach(listener -> tell(listener, RevocationListener::reloaded));
    }

    private static void tell(RevocationListener listener, Consumer<RevocationListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException defect) {
            LOG.error("A listener of the revocation list stumbled.", defect);
        }
    }
}
