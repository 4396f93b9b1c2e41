/**
 * Decides whether the configuration makes sense, and builds the rooms from it.
 *
 * <p>Properties and routes enter, checked settings and beans leave; a configuration with a problem leaves as one exception
 * that names every problem. Spring Boot's own failure analyzers print the value that they complain about, secrets too,
 * which is why ours come first.
 */
@NullMarked
package dev.portcullis.gateway.autoconfigure;

import org.jspecify.annotations.NullMarked;
