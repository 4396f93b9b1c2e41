-- Takes out of the list what is over for every token, looking at a bounded part of it.
-- KEYS list. ARGV the database's clock, the horizon and the margin in milliseconds, the lowest score to look at, how many
-- members to look at. Answers the score from which the next call goes on, or 'end'.

-- Both clocks must say so: by one that is wrong alone a logout would be forgotten.
local time = redis.call('TIME')
local here = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local now = math.min(here, tonumber(ARGV[1])) - tonumber(ARGV[3])
local cutOffs = now - tonumber(ARGV[2])

local seen = redis.call('ZRANGE', KEYS[1], ARGV[4], string.format('(%.0f', now), 'BYSCORE', 'LIMIT', 0, ARGV[5], 'WITHSCORES')
local over = {}
for i = 1, #seen, 2 do
  -- The letter of the kind: of these the score says until when they matter, of the rest up to when they cover.
  local until_ = string.find(seen[i], '^[tusk]:')
  local upTo = string.find(seen[i], '^[pci]:')
  if until_ or (upTo and tonumber(seen[i + 1]) < cutOffs) then
    over[#over + 1] = seen[i]
  end
end
if #over > 0 then
  redis.call('ZREM', KEYS[1], unpack(over))
end
if #seen < 2 * tonumber(ARGV[5]) then
  return 'end'
end
-- Exclusive, or members of one score that stay would hold the walk up. What it passes over goes in the next walk.
return '(' .. seen[#seen]
