package dev.portcullis.revocation.redis;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Texts that nobody else ever makes, without asking the operating system's random source at each: that may block, and
 * these are made on the network threads. They need to be unique, not secret.
 */
final class Nonces {

    private final String process = UUID.randomUUID().toString().replace("-", "");
    private final AtomicLong count = new AtomicLong();

    String next() {
        return process + '-' + count.incrementAndGet();
    }
}
