package dev.portcullis.revocation.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A page of the list in Redis.
 *
 * @param list the list's state, read atomically with the page; empty where there was none
 * @param members entries of the list, without the members that are its state; a member may come twice
 * @param last whether the scan ends here
 */
public record ListPage(Optional<ListState> list, List<Member> members, boolean last) {

    public ListPage {
        members = List.copyOf(members);
    }

    /**
     * An entry as the list holds it.
     *
     * @param name what is covered
     * @param score see {@link dev.portcullis.revocation.LogEntry#score()}
     */
    public record Member(String name, long score) {}
}
