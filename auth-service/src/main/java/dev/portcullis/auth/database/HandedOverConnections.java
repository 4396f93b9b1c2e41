package dev.portcullis.auth.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Connections that are handed over to a thread of the database. The pool delivers them from its own loop, on whatever
 * thread released the last one; as H2 works where it is delivered, all transactions ran one after the other there, and
 * one that waited for a row stopped them all.
 */
final class HandedOverConnections implements ConnectionFactory {

    private final ConnectionFactory connections;
    private final Scheduler threads;

    HandedOverConnections(ConnectionFactory connections, Scheduler threads) {
        this.connections = connections;
        this.threads = threads;
    }

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>from(connections.create()).publishOn(threads);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }
}
