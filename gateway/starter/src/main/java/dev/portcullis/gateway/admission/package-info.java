/**
 * Decides whether a request is admitted, by asking the rooms before it in their order.
 *
 * <p>An {@link dev.portcullis.gateway.admission.AdmissionRequest} enters, the
 * {@link dev.portcullis.gateway.admission.Caller} or a refusal leaves. An empty answer once became an empty 200, so a
 * decision is never empty.
 */
@NullMarked
package dev.portcullis.gateway.admission;

import org.jspecify.annotations.NullMarked;
