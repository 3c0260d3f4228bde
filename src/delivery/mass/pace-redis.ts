import { Redis } from 'ioredis'
import { closedLease, leaseOf, massShare, unlimited, type Lease, type Pace } from './pace.ts'

/**
 * Two theoretical arrival times a key: of everything and of mass sending. Microseconds of Redis' own clock, so that all
 * workers share one. What mass sending waits beyond the others moves only its own. KEYS 1 bucket; ARGV wanted, gap of all, gap of mass (0: emergency).
 */
const script = `
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local kept = redis.call('HMGET', KEYS[1], 'all', 'mass', 'closed')
local all = math.max(tonumber(kept[1]) or 0, now)
local mass = math.max(tonumber(kept[2]) or 0, now)
local closed = tonumber(kept[3]) or 0
local wanted, gap, massGap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
all = math.max(all, closed)
local start = all
if massGap > 0 then start = math.max(start, mass) end
local wait = start - now
if wait > tonumber(ARGV[4]) then return {0, wait} end
redis.call('HSET', KEYS[1], 'all', all + wanted * gap)
if massGap > 0 then redis.call('HSET', KEYS[1], 'mass', start + wanted * massGap) end
redis.call('PEXPIRE', KEYS[1], 3600000)
return {wanted, wait}`

const rest = `
local t = redis.call('TIME')
local until_ = t[1] * 1000000 + t[2] + tonumber(ARGV[1])
if until_ > (tonumber(redis.call('HGET', KEYS[1], ARGV[2])) or 0) then redis.call('HSET', KEYS[1], ARGV[2], until_) end
redis.call('PEXPIRE', KEYS[1], 86400000)
return 0`

const bucketOf = (accountId: string) => `pace:${accountId}`

export function makeRedisPace(url: string, longestWaitMs: number): Pace {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false })
  redis.on('error', () => {}) // away: take() says no
  return {
    async take(account, wanted, lane): Promise<Lease> {
      if (account.perSecond === 0) return unlimited(wanted)
      const gap = 1e6 / account.perSecond
      const massGap = lane === 'mass' ? gap / massShare : 0
      const size = leaseOf(account.perSecond, wanted)
      const answer = await redis
        .eval(script, 1, bucketOf(account.accountId), size, gap, massGap, longestWaitMs * 1000)
        .catch(() => null)
      if (!Array.isArray(answer)) return closedLease
      const [granted = 0, wait = 0] = answer.map(Number)
      return { granted, waitMs: wait / 1000, gapMs: (massGap || gap) / 1000 }
    },
    async rest(account, seconds, lane) {
      const until = lane === 'mass' ? 'mass' : 'closed'
      await redis.eval(rest, 1, bucketOf(account.accountId), Math.ceil(seconds * 1e6), until).catch(() => null)
    },
    close: async () => redis.disconnect(),
  }
}
