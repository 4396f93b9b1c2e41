/**
 * Decides whether a request presents a bearer token, and where it ends.
 *
 * <p>The values of the {@code Authorization} header enter, a {@link dev.portcullis.gateway.credential.BearerToken}
 * leaves. Whoever looks at the first header only verifies one token while the upstream acts on the other.
 */
@NullMarked
package dev.portcullis.gateway.credential;

import org.jspecify.annotations.NullMarked;
