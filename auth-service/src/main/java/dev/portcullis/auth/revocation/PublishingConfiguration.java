package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.AuthSettings.RevocationSettings;
import dev.portcullis.auth.settings.BadConfiguration;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.revocation.redis.RedisSweep;
import dev.portcullis.revocation.spring.SpringRedisConnections;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishing to Redis, from when the database is migrated until the service stops. */
@Configuration(proxyBeanMethods = false)
class PublishingConfiguration {

    /** A quarter of the gateways' {@code max-staleness} of one second. */
    private static final Duration KEEPER_PERIOD = Duration.ofMillis(250);

    /** Half of it: a hung Redis is given up in time to find it well again within the same second. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(500);

    @Bean(destroyMethod = "close")
    RedisConnections redisConnections(DataRedisConnectionDetails details, AuthSettings settings) {
        try {
            return SpringRedisConnections.from(details, settings.revocation().keyPrefix(), COMMAND_TIMEOUT);
        } catch (IllegalStateException unsupported) {
            throw new BadConfiguration(String.valueOf(unsupported.getMessage()));
        }
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    HeadWatch headWatch(RevocationLog log, Clock clock, MeterRegistry meters) {
        return new HeadWatch(log, TwinClock.system(clock), meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Upkeep upkeep(
            Pruning pruning,
            EntryList entries,
            @Qualifier("databaseAhead") Database database,
            Clock clock,
            MeterRegistry meters) {
        ClockGap clocks = new ClockGap(() -> database.inTransaction(database.clockMillis()), clock, meters);
        return new Upkeep(clocks, pruning, entries, database, meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisSweep redisSweep(
            RedisConnections connections,
            AuthSettings settings,
            @Qualifier("databaseAhead") Database database,
            MeterRegistry meters) {
        RevocationSettings written = settings.revocation();
        return new RedisSweep(
                connections,
                written.keyPrefix(),
                written.horizon(),
                () -> database.inTransaction(database.clockMillis()),
                meters);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisPublisher redisPublisher(
            RedisConnections connections, RevocationLog log, AuthSettings settings, MeterRegistry meters) {
        RevocationSettings written = settings.revocation();
        PublisherSettings publishing =
                new PublisherSettings(written.keyPrefix(), written.replicas(), written.publishTimeout(), KEEPER_PERIOD);
        return new RedisPublisher(connections, log, publishing, meters);
    }
}
