-- The database's clock in milliseconds, read when the statement runs. CURRENT_TIMESTAMP stands still in a transaction,
-- so that an instant read after a lock was won would lie before the commit that had held it.
CREATE FUNCTION clock_millis() RETURNS bigint LANGUAGE sql VOLATILE
    AS $$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;
