-- Rule P2: adds entries onto exactly the list they follow, or changes nothing.
-- KEYS list, log, mark. ARGV epoch, number and chain of the head they follow, log length, seconds to live or 0, then number,
-- member, score, chain an entry.
-- Answers 'appended', or 'moved' where the list is missing or ends elsewhere.

-- In every case a real write: WAIT counts only what this connection has written, and from 7.2 on only writes count.
redis.call('INCR', KEYS[3])

local epoch, head, chain
for i, member in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', '(0', 'BYSCORE')) do
  if string.sub(member, 1, 6) == 'chain=' then chain = member end
end
epoch = redis.call('ZSCORE', KEYS[1], 'epoch')
head = redis.call('ZSCORE', KEYS[1], 'head')
if not epoch or not head or not chain
    or tonumber(epoch) ~= -tonumber(ARGV[1])
    or tonumber(head) ~= -tonumber(ARGV[2]) - 1
    or chain ~= 'chain=' .. ARGV[3] then
  return 'moved'
end

local last = chain
local number = ARGV[2]
for i = 6, #ARGV, 4 do
  number = ARGV[i]
  last = 'chain=' .. ARGV[i + 3]
  -- An id that the stream will not take means that it ran ahead of the list; the list stays behind and is rebuilt.
  local added = redis.pcall('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], number .. '-0',
      'epoch', ARGV[1], 'member', ARGV[i + 1], 'score', ARGV[i + 2], 'chain', ARGV[i + 3])
  if type(added) == 'table' and added.err then
    return redis.error_reply('TORN the log ran ahead of the list')
  end
  if tonumber(ARGV[i + 2]) == 0 then
    -- An entry that lifts: it is no member with a score of 0, or a direct look-up would still find the revocation.
    redis.call('ZREM', KEYS[1], ARGV[i + 1])
  else
    -- A later cut-off covers more; an earlier one that is published late must not shrink it.
    redis.call('ZADD', KEYS[1], 'GT', ARGV[i + 2], ARGV[i + 1])
  end
end
if last ~= chain then
  redis.call('ZREM', KEYS[1], chain)
  redis.call('ZADD', KEYS[1], -1, last)
  redis.call('ZADD', KEYS[1], tostring(-tonumber(number) - 1), 'head')
end
if ARGV[5] ~= '0' then
  -- A build: each page gives it the time for the next, in the same step, or a lost answer would leave it without an end.
  redis.call('EXPIRE', KEYS[1], ARGV[5])
  redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return 'appended'
