-- Rule K4: vouches for the list, only if nothing has moved since the keeper observed it.
-- KEYS list, mark. ARGV observed replid, observed nonce, epoch, head read from the database after the observation,
-- blessing. Answers 'blessed' or 'moved'.

redis.call('INCR', KEYS[2])

local info = redis.call('INFO', 'replication')
if not string.find(info, 'role:master', 1, true)
    or not string.find(info, 'master_replid:' .. ARGV[1], 1, true) then
  return 'moved'
end
local state = redis.call('ZMSCORE', KEYS[1], 'epoch', 'head', 'nonce=' .. ARGV[2])
if not state[1] or not state[2] or not state[3]
    or tonumber(state[1]) ~= -tonumber(ARGV[3])
    or -tonumber(state[2]) - 1 < tonumber(ARGV[4]) then
  return 'moved'
end
for i, member in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', '(0', 'BYSCORE')) do
  if string.sub(member, 1, 9) == 'blessing=' then
    redis.call('ZREM', KEYS[1], member)
  end
end
redis.call('ZADD', KEYS[1], -1, 'blessing=' .. ARGV[5])
return 'blessed'
