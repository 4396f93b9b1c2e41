package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.memory.Entries;

/** A list that is read page by page while it changes (rule F2). Until the last page nothing of it counts. */
final class Load {

    private final ListState begun;
    private final Copy copy;
    private boolean whole;

    Load(ListState begun, Entries entries) {
        this.begun = begun;
        this.copy = new Copy(entries, begun.head());
    }

    /**
     * Whether the load may go on. Every page is compared, not only the last: a list that fell back in the middle and
     * caught up again before the end would leave out what its pages lacked (T12).
     */
    boolean take(ListPage page) {
        if (page.list().filter(this::isTheSameList).isEmpty()) {
            return false;
        }
        page.members().forEach(this::hold);
        whole = page.last();
        return true;
    }

    private boolean isTheSameList(ListState now) {
        return now.nonce().equals(begun.nonce())
                && now.head().epoch() == begun.head().epoch()
                && now.head().number() >= begun.head().number();
    }

    private void hold(ListPage.Member member) {
        try {
            copy.entries().put(member.name(), member.score());
        } catch (IllegalArgumentException foreign) {
            // No name that anything of ours has: it covers nobody, and must not stop the list from being read.
        }
    }

    boolean isWhole() {
        return whole;
    }

    Copy copy() {
        return copy;
    }
}
