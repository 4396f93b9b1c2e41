-- Rule P4: a list that holds nothing yet, under a builder's own name. It has its end from the first moment on: a builder that
-- hears nothing of it, or dies, must not leave it behind for good.
-- KEYS list. ARGV epoch, number and chain that it goes on from, seconds to live. Answers 'begun'.

redis.call('ZADD', KEYS[1], '-' .. ARGV[1], 'epoch', string.format('%.0f', -tonumber(ARGV[2]) - 1), 'head', -1, 'chain=' .. ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 'begun'
