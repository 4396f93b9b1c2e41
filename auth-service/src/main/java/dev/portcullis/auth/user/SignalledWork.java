package dev.portcullis.auth.user;

import java.util.concurrent.Callable;

/**
 * Work whose errors all reach who waits for it. Reactor signals none of the JVM's own: where the heap has no room for one more
 * hash its caller would wait for ever, and its place would never be given back.
 *
 * @param work what is done
 */
record SignalledWork<T>(Callable<T> work) implements Callable<T> {

    @Override
    public T call() throws Exception {
        try {
            return work.call();
        } catch (VirtualMachineError | LinkageError failure) {
            throw new IllegalStateException("The JVM could not do the work.", failure);
        }
    }
}
