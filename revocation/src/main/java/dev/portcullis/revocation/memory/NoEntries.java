package dev.portcullis.revocation.memory;

/** Forgets whatever it is given. */
final class NoEntries implements Entries {

    @Override
    public long scoreOf(String member) {
        return ABSENT;
    }

    @Override
    public void put(String member, long score) {
        // kept nowhere
    }

    @Override
    public void lift(String member) {
        // was kept nowhere
    }

    @Override
    public void sweep(int part, Expiry expiry) {
        // nothing is there
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public long size() {
        return 0;
    }
}
