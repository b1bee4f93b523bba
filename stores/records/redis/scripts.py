"""Lua scripts for atomic steps in Redis 7 and Valkey. KEYS: a video's hash, its stream, and listings."""

# A key of another type, as after a mistake or damage, holds nothing of ours: it makes way. So does a stream
# with an event id that no clock can have made, which would be above all later ones.
_CLEAN = """
local function clean(key, kind)
    local found = redis.call('TYPE', key).ok
    if found ~= kind and found ~= 'none' then redis.call('DEL', key) end
end
local function times(id)
    local milliseconds, sequence = string.match(id, '^(%d+)-(%d+)$')
    if milliseconds and #milliseconds <= 15 and #sequence <= 15 then
        return tonumber(milliseconds), tonumber(sequence)
    end
end
clean(KEYS[1], 'hash')
clean(KEYS[2], 'stream')
for index = 3, #KEYS do clean(KEYS[index], 'zset') end
if redis.call('EXISTS', KEYS[2]) == 1 then
    local about = redis.call('XINFO', 'STREAM', KEYS[2])
    for index = 1, #about, 2 do
        if about[index] == 'last-generated-id' and not times(about[index + 1]) then
            redis.call('DEL', KEYS[2])
        end
    end
end
"""

# ARGV: the newest event id that the caller has seen, the packed record, its sort key, events kept, seconds
# until the events expire (0: never), a random number, the number of listings to which the record belongs (the
# first ones; it is removed from the others), then names and values of texts. Python decides which record may
# follow which; this script only ensures that nothing has changed since.
WRITE = (
    _CLEAN
    + """
local seen = redis.call('HGET', KEYS[1], 'event_id') or ''
if seen ~= ARGV[1] then return {0, redis.call('HGETALL', KEYS[1])} end

local last, sequence = seen, tonumber(ARGV[6])
local tail = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)
if tail[1] then
    last = tail[1][1]
    if seen == '' then redis.call('DEL', KEYS[2]) end
end
local time = redis.call('TIME')
local milliseconds = time[1] * 1000 + math.floor(time[2] / 1000)
local last_milliseconds, last_sequence = times(last)
if last_milliseconds then
    sequence = 0
    if last_milliseconds >= milliseconds then
        milliseconds, sequence = last_milliseconds, last_sequence + 1
    end
end
local id = string.format('%.0f-%.0f', milliseconds, sequence)

local place = redis.call('HGET', KEYS[1], 'place')
for index = 3, #KEYS do
    local is_in = index < 3 + ARGV[7]
    if place and (place ~= ARGV[3] or not is_in) then redis.call('ZREM', KEYS[index], place) end
    if is_in then redis.call('ZADD', KEYS[index], 0, ARGV[3]) end
end
if seen == '' then redis.call('HSET', KEYS[1], 'first_id', id) end
for index = 8, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1]) end
redis.call('HSET', KEYS[1], 'event_id', id, 'record', ARGV[2], 'place', ARGV[3])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], id, 'record', ARGV[2])
if ARGV[5] == '0' then
    redis.call('PERSIST', KEYS[2])
else
    redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return {1, id}
"""
)

# ARGV: the first event wanted; '-' for all, '' for none.
READ = (
    _CLEAN
    + """
local fields = redis.call('HGETALL', KEYS[1])
local events = {}
if #fields > 0 and ARGV[1] ~= '' then events = redis.call('XRANGE', KEYS[2], ARGV[1], '+') end
return {fields, events}
"""
)

# ARGV: seconds for which followers can still read the deletion.
DELETE = (
    _CLEAN
    + """
local place = redis.call('HGET', KEYS[1], 'place')
for index = 3, #KEYS do
    if place then redis.call('ZREM', KEYS[index], place) end
end
redis.call('DEL', KEYS[1])
redis.call('XADD', KEYS[2], 'MAXLEN', 1, '*', 'deleted', '1')
redis.call('EXPIRE', KEYS[2], ARGV[1])
"""
)

# KEYS: hashes of videos. Their packed records, without the texts; empty for what is missing or no hash.
RECORDS = """
local found = {}
for index = 1, #KEYS do
    local packed = redis.pcall('HGET', KEYS[index], 'record')
    found[index] = type(packed) == 'string' and packed or ''
end
return found
"""

# KEYS: a listing and a video's hash; ARGV: the listing's entry of that video. Removes what lists no record.
PRUNE = """
if redis.call('EXISTS', KEYS[2]) == 0 then return redis.call('ZREM', KEYS[1], ARGV[1]) end
return 0
"""
