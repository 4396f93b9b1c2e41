/**
 * For applications on Spring Boot: {@code spring.data.redis.*} becomes our connections to Redis.
 *
 * <p>Boot's connection details enter, {@link dev.portcullis.revocation.redis.RedisConnections} leave; the dependency on
 * Boot is optional and ends here. What goes wrong is to borrow the application's own Lettuce client: it reconnects by
 * itself and keeps commands while it is down.
 */
@NullMarked
package dev.portcullis.revocation.spring;

import org.jspecify.annotations.NullMarked;
