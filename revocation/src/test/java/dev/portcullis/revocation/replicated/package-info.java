@NullMarked
package dev.portcullis.revocation.replicated;

import org.jspecify.annotations.NullMarked;
