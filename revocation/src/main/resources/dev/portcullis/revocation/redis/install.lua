-- Rule P4: puts a list that was built beside in the place of the one that is gone, older or shorter.
-- KEYS list, log, mark, built list, built log. ARGV fresh nonce. Answers 'installed' or 'moved'.

redis.call('INCR', KEYS[3])

local built = redis.call('ZMSCORE', KEYS[4], 'epoch', 'head')
if not built[1] or not built[2] then
  return 'moved'
end

-- A list is there only if it is whole: one that lost its chain or nonce can be read by nobody, and counts as gone.
local there = {}
if redis.call('TYPE', KEYS[1]).ok == 'zset' then
  there = redis.call('ZMSCORE', KEYS[1], 'epoch', 'head')
  for i, member in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', '(0', 'BYSCORE')) do
    if string.match(member, '^chain=%x+$') then there.chain = true end
    if string.sub(member, 1, 6) == 'nonce=' then there.nonce = true end
  end
end
if there[1] and there[2] and there.chain and there.nonce then
  local newer = tonumber(built[1]) < tonumber(there[1])
  local longer = built[1] == there[1] and tonumber(built[2]) < tonumber(there[2])
  if not newer and not longer then
    redis.call('UNLINK', KEYS[4], KEYS[5])
    return 'moved'
  end
end

-- A fresh nonce and no blessing: a blessing of the former list must not vouch for this one.
redis.call('ZADD', KEYS[4], -1, 'nonce=' .. ARGV[1])
redis.call('PERSIST', KEYS[4])
redis.call('RENAME', KEYS[4], KEYS[1])
redis.call('UNLINK', KEYS[2])
if redis.call('EXISTS', KEYS[5]) == 1 then
  redis.call('PERSIST', KEYS[5])
  redis.call('RENAME', KEYS[5], KEYS[2])
end
return 'installed'
