-- Rule F2: the list's own state and one page of its members, from one instant. Only reads.
-- KEYS list. ARGV cursor, page size. Answers {state members and scores, {next cursor, members and scores}}.

return {
  redis.call('ZRANGE', KEYS[1], '-inf', '(0', 'BYSCORE', 'WITHSCORES'),
  redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2]),
}
