package dev.portcullis.quickstart.faults;

import dev.portcullis.quickstart.process.Household;
import dev.portcullis.quickstart.process.Service;
import dev.portcullis.quickstart.process.ServiceSpec;
import dev.portcullis.testing.Signal;
import org.awaitility.Awaitility;

/** One service of a stage, to which signals are sent. */
final class Part {

    private final Household household;
    private final ServiceSpec spec;
    private Service service;

    /** Starts it. */
    Part(Household household, ServiceSpec spec) {
        this.household = household;
        this.spec = spec;
        this.service = Service.start(household, spec);
    }

    void awaitReady() {
        service.awaitReady();
    }

    /** As a host is that its hypervisor takes the processor from. */
    void suspend() {
        Signal.STOP.to(service.pid());
    }

    void resume() {
        Signal.CONT.to(service.pid());
    }

    /** Dies at once. */
    void kill() {
        Signal.KILL.to(service.pid());
        long pid = service.pid();
        Awaitility.await("the end of " + spec.name())
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Another of the same kind, at the same address. Blocks until it is ready. */
    void startAnew() {
        service = Service.start(household, spec);
        awaitReady();
    }
}
