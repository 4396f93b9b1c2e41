/**
 * What every endpoint needs: bounded bodies, the guard before administration, and the one place that renders a refusal.
 *
 * Requests enter; {@link dev.portcullis.auth.refusal.Outcome}s are rendered. An error page that another part writes is the
 * usual leak of stack traces, so the framework's errors are rendered here as well.
 */
@NullMarked
package dev.portcullis.auth.web;

import org.jspecify.annotations.NullMarked;
