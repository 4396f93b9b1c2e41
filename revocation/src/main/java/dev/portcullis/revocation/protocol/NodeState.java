package dev.portcullis.revocation.protocol;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a node says of itself in {@code INFO}.
 *
 * @param master whether it takes itself for a master, which a deposed one does too
 * @param replid its {@code master_replid}
 * @param attachments full and partial synchronisations it has granted since it started
 * @param connectedReplicas how many replicas are attached now
 * @param evicts whether it drops keys when its memory is full
 */
public record NodeState(boolean master, String replid, long attachments, int connectedReplicas, boolean evicts) {

    /** From the whole text of {@code INFO}. A field that is missing counts as what trusts the node least. */
    public static NodeState from(String info) {
        Map<String, String> fields = info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first));
        Function<String, String> field = name -> fields.getOrDefault(name, "");
        return new NodeState(
                field.apply("role").equals("master"),
                field.apply("master_replid"),
                count(field.apply("sync_full")) + count(field.apply("sync_partial_ok")),
                (int) count(field.apply("connected_slaves")),
                !field.apply("maxmemory_policy").equals("noeviction"));
    }

    /** Whether the node tells what a blessing is compared with. One that hides it can be neither blessed nor trusted. */
    public boolean tellsItsHistory() {
        return !replid.isEmpty() && attachments < Integer.MAX_VALUE;
    }

    /** A count that cannot be read is far more than any quorum covers. */
    private static long count(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : Integer.MAX_VALUE;
    }
}
