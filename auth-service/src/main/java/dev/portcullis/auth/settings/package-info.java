/**
 * Turns what operators write, properties and the secrets of the environment, into checked settings.
 *
 * In come strings and durations; out go {@link dev.portcullis.auth.settings.AuthSettings} or one exception that lists every
 * problem. No message prints a value: the stock analyzers of Spring Boot print them, secrets too.
 */
@NullMarked
package dev.portcullis.auth.settings;

import org.jspecify.annotations.NullMarked;
