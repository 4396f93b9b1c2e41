-- The database's clock in milliseconds, read when the statement runs. CURRENT_TIMESTAMP stands still in a transaction,
-- so that an instant read after a lock was won would lie before the commit that had held it.
CREATE ALIAS clock_millis FOR "java.lang.System.currentTimeMillis";
