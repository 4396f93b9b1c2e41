/**
 * The protocol of the revocation log as machines without I/O: what a keeper does next ({@link
 * dev.portcullis.revocation.protocol.KeeperPass}), what a probe asks and what that proves ({@link
 * dev.portcullis.revocation.protocol.ProbePass}), what a follower holds ({@link
 * dev.portcullis.revocation.protocol.Follower}).
 *
 * <p>Answers go in, the next step comes out; whoever drives a machine brings the connection, the clock and the nonces,
 * so that the tests drive through a thousand failovers the very code that ships. Neither Reactor nor Lettuce nor Spring
 * may enter: a rule that hides between two operators of a chain can be read by nobody and broken by anybody.
 */
@NullMarked
package dev.portcullis.revocation.protocol;

import org.jspecify.annotations.NullMarked;
