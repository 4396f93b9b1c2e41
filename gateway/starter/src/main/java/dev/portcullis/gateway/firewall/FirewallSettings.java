package dev.portcullis.gateway.firewall;

/**
 * What the firewall lets through beyond the plain form.
 *
 * @param maxHeaderBytes the largest header section, names, values and line ends together
 * @param encodedSlash whether {@code %2f} may stand in a path
 * @param semicolon whether {@code ;} may, plain and encoded
 * @param encodedPercent whether {@code %25} may
 * @param backslash whether {@code %5c} may
 */
public record FirewallSettings(
        int maxHeaderBytes, boolean encodedSlash, boolean semicolon, boolean encodedPercent, boolean backslash) {}
