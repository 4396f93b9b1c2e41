@NullMarked
package dev.portcullis.revocation.feed;

import org.jspecify.annotations.NullMarked;
