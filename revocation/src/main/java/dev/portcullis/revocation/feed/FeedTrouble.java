package dev.portcullis.revocation.feed;

/** What is wrong with the feed. The words are for the operator's log. */
enum FeedTrouble {
    UNREACHABLE("it does not answer in time"),
    REFUSED("it refuses the client's id or secret, or the client lacks the scope revocations:read"),
    BUSY("it is too busy"),
    FAILING("it answers with an error"),
    NO_FEED("what answers there is no feed"),
    NO_USE("what it says does not go on from what is known, or is of a history that was given up");

    private final String words;

    FeedTrouble(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static FeedTrouble ofStatus(int status) {
        if (status == 401 || status == 403) {
            return REFUSED;
        }
        if (status == 429) {
            return BUSY;
        }
        return status >= 500 ? FAILING : NO_FEED;
    }

    static FeedTrouble of(Throwable failure) {
        return failure instanceof Answered answered ? answered.trouble : UNREACHABLE;
    }

    /** An answer that is no page. Carries no stack. */
    static final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final FeedTrouble trouble;

        Answered(FeedTrouble trouble) {
            super(trouble.words, null, false, false);
            this.trouble = trouble;
        }
    }
}
