package dev.portcullis.quickstart.faults;

import java.util.List;

/** The Redis of a stage, and the wires to it. */
interface Store extends AutoCloseable {

    /** Where the list lies. */
    String LIST = "{portcullis}:list";

    /** How the first or the second auth service is told of it. */
    List<String> argumentsOfAuth(int index);

    /** How the first or the second gateway is told of it. */
    List<String> argumentsOfGateway(int index);

    /** What the master answers. */
    String cli(String... command);

    /** The number up to which it holds everything. */
    default long head() {
        return -1 - (long) Double.parseDouble(cli("ZSCORE", LIST, "head"));
    }

    /** How many revocations it holds. */
    default long entries() {
        return Long.parseLong(cli("ZCOUNT", LIST, "0", "+inf"));
    }

    @Override
    void close();
}
