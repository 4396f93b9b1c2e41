@NullMarked
package dev.portcullis.revocation.memory;

import org.jspecify.annotations.NullMarked;
