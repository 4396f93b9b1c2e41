/**
 * Accounts and their passwords.
 *
 * Names and passwords enter in types that have checked their length; an account leaves without its hash. Hashing is slow on
 * purpose, so one login storm on unbounded threads takes the memory and every other answer with it.
 */
@NullMarked
package dev.portcullis.auth.user;

import org.jspecify.annotations.NullMarked;
