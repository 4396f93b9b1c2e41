/**
 * The auth service as a process: its main class and the one lifecycle that makes it ready before the port opens.
 *
 * Nothing is decided here and no room imports this one. A service that opened its port before its keys were read once
 * answered its first seconds with an empty key set.
 */
@NullMarked
package dev.portcullis.auth;

import org.jspecify.annotations.NullMarked;
