-- Entries up to the base are gone, because all that they covered has expired; the log goes on from its chain.
ALTER TABLE revocation_head ADD COLUMN base BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE revocation_head ADD COLUMN base_chain VARCHAR(64)
    DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL;

-- Why, in the words of who revoked. Administrators alone read it.
ALTER TABLE revocation_entry ADD COLUMN reason VARCHAR(256) DEFAULT '' NOT NULL;
CREATE INDEX revocation_entry_by_kind ON revocation_entry (kind, number);

-- Entries in the log by kind, changed in the transactions that change the log: nobody has to count ten million rows.
CREATE TABLE revocation_count (
    kind    VARCHAR(16) PRIMARY KEY,
    entries BIGINT      NOT NULL
);
INSERT INTO revocation_count (kind, entries)
VALUES ('token', 0), ('unnamed_token', 0), ('session', 0), ('subject', 0), ('client', 0), ('issuer', 0), ('key', 0);
UPDATE revocation_count SET entries =
    (SELECT COUNT(*) FROM revocation_entry WHERE revocation_entry.kind = revocation_count.kind);

-- Logout tokens of other providers that were taken, so that none is taken twice.
CREATE TABLE seen_logout_token (
    id           VARCHAR(45) PRIMARY KEY, -- SHA-256 over issuer and jti, as a token's member is made
    entry        BIGINT      NOT NULL,    -- the number of what it revoked
    acknowledged BOOLEAN     NOT NULL,    -- the provider was told that every gateway knows
    expires_at   BIGINT      NOT NULL
);
CREATE INDEX seen_logout_token_by_expiry ON seen_logout_token (expires_at);
