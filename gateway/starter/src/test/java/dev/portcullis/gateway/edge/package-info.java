/** The whole starter in a real gateway, between a real upstream and a real key server, asked by hand-written bytes. */
@NullMarked
package dev.portcullis.gateway.edge;

import org.jspecify.annotations.NullMarked;
