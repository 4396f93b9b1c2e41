/**
 * Decides whether a request has a form that the rule and the upstream read alike: a plain path, a known method, one Host.
 *
 * <p>An exchange enters, an outcome leaves; the exchange itself goes on untouched, because Spring Security's wrapper
 * throws from whichever later filter first reads a header. {@code //admin/x} once matched the catch-all route and went
 * upstream as {@code /admin/x}, so that the rule of {@code admin} never ran.
 */
@NullMarked
package dev.portcullis.gateway.firewall;

import org.jspecify.annotations.NullMarked;
