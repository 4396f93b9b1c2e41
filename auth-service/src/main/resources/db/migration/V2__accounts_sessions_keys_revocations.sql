-- Instants are milliseconds since 1970-01-01T00:00:00Z by clock_millis(), never by an instance's own clock.
-- Rows are locked in this order: account, session, revocation_head.

CREATE TABLE account (
    id            UUID         PRIMARY KEY,
    username      VARCHAR(256) NOT NULL UNIQUE,
    password_hash VARCHAR(512) NOT NULL,
    roles         VARCHAR(2048) NOT NULL, -- space-delimited, as RFC 6749 writes scopes
    scopes        VARCHAR(2048) NOT NULL,
    created_at    BIGINT       NOT NULL
);

-- A session is one login and the family of refresh tokens that stem from it.
CREATE TABLE login_session (
    id                UUID        PRIMARY KEY,
    account_id        UUID        NOT NULL REFERENCES account (id),
    seed_hash         VARCHAR(43) NOT NULL UNIQUE, -- SHA-256 of the family's seed; the seed itself is nowhere
    generation        BIGINT      NOT NULL,
    created_at        BIGINT      NOT NULL,
    last_used_at      BIGINT      NOT NULL,
    expires_at        BIGINT      NOT NULL,
    ended_at          BIGINT
);
CREATE INDEX login_session_by_account ON login_session (account_id);

-- Generations that were rotated away; rows past the grace mean the same as absent ones, and are pruned.
CREATE TABLE spent_refresh_token (
    session_id UUID   NOT NULL REFERENCES login_session (id),
    generation BIGINT NOT NULL,
    spent_at   BIGINT NOT NULL,
    PRIMARY KEY (session_id, generation)
);

-- "ordinal" makes the first key a race that one instance alone can win.
CREATE TABLE signing_key (
    kid        VARCHAR(64)   PRIMARY KEY,
    ordinal    INTEGER       NOT NULL UNIQUE,
    sealed_jwk VARCHAR(4096) NOT NULL, -- AES-256-GCM, the kid as associated data
    created_at BIGINT        NOT NULL
);

CREATE TABLE revocation_head (
    id    INTEGER     PRIMARY KEY CHECK (id = 1),
    epoch BIGINT      NOT NULL,
    head  BIGINT      NOT NULL,
    chain VARCHAR(64) NOT NULL
);
-- The clock makes a fresh database's epoch higher than that of one that was lost.
INSERT INTO revocation_head (id, epoch, head, chain)
VALUES (1, clock_millis(), 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE revocation_entry (
    number      BIGINT        PRIMARY KEY,
    kind        VARCHAR(16)   NOT NULL,
    issuer      VARCHAR(2048) NOT NULL,
    covered     VARCHAR(512)  NOT NULL, -- the jti, sid, sub, client_id or kid; empty for a whole issuer
    member      VARCHAR(45)   NOT NULL,
    score       BIGINT        NOT NULL,
    expires_at  BIGINT        NOT NULL,
    recorded_at BIGINT        NOT NULL,
    chain       VARCHAR(64)   NOT NULL
);
CREATE INDEX revocation_entry_by_member ON revocation_entry (member);
