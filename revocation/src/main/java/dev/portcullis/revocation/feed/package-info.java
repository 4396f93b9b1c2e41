/**
 * The log over HTTP: how a page of it is written, and the client that follows it.
 *
 * <p>Bytes of the auth service enter, checked {@link dev.portcullis.revocation.feed.FeedPage}s leave; neither Redis nor
 * Spring may enter. A page is as old as the question, never as young as the answer: a proof that began at the answer would
 * vouch for entries that were committed while it travelled.
 */
@NullMarked
package dev.portcullis.revocation.feed;

import org.jspecify.annotations.NullMarked;
