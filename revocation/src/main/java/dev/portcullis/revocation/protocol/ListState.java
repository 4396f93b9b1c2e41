package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogHead;
import java.util.Optional;

/**
 * What the list in Redis says of itself.
 *
 * @param head where it ends
 * @param nonce which instance of the key it is
 * @param blessing the keeper's word, if it has one
 */
public record ListState(LogHead head, String nonce, Optional<Blessing> blessing) {}
