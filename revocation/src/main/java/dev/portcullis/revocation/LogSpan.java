package dev.portcullis.revocation;

/**
 * The two ends of a log at one instant.
 *
 * @param base where it begins
 * @param head where it ends
 */
public record LogSpan(LogBase base, LogHead head) {}
