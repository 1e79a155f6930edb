import pg from 'pg'
import { type Clock, sleep } from '#shared/utils'
import type { DatabaseTarget } from './connect.ts'
import { type PostgresTarget, sessionOptions } from './postgres-pool.ts'
import { acquireProcessLock, lockKeyOf, noticeTheDead, type ProcessLock } from './process-lock.ts'

/** A process lock whose holder knows at every instant whether it still has it, and that a silent holder loses. */
export interface Leadership extends ProcessLock {
  /**
   * Whether this process has the lock for sure: looks at clocks alone, so that nothing comes between the question and the deed.
   * False from the moment on at which another process might take over, also when this one was stopped meanwhile and does not know.
   */
  isHeld(): boolean
}

export interface LeadershipTiming {
  /** How often the holder says that it lives. */
  readonly beatMs: number
  /** For so long after its last word the holder counts on the lock. */
  readonly trustMs: number
  /** After so much silence another may take it. Longer than `trustMs`: between the two nobody has it. */
  readonly silenceMs: number
}

const defaultTiming: LeadershipTiming = { beatMs: 2_000, trustMs: 8_000, silenceMs: 10_000 }

/**
 * Takes the lock `name` of this installation; null while another process has it. On PostgreSQL it is freed at once when its holder
 * dies; a holder that is silent for ten seconds (stopped, swapping, cut off) is cut off by this very call, and the next one finds
 * the lock free. A holder whose connection broke takes it again, unless somebody else has: then `lost` is aborted. On SQLite it is
 * the process lock, which only the end of its holder frees.
 */
export async function takeLeadership(
  target: DatabaseTarget,
  name: string,
  clock: Clock,
  timing: LeadershipTiming = defaultTiming,
): Promise<Leadership | null> {
  if (target.engine === 'postgres') return leadSession({ target, name, clock, timing })
  const lock = await acquireProcessLock(target, name)
  return lock === null ? null : { ...lock, isHeld: () => true }
}

interface Campaign {
  readonly target: PostgresTarget
  readonly name: string
  readonly clock: Clock
  readonly timing: LeadershipTiming
}

interface Session {
  readonly client: pg.Client
  /** Of its process on the server. */
  readonly pid: number
}

async function leadSession(campaign: Campaign): Promise<Leadership | null> {
  const { clock, name, timing } = campaign
  const lost = new AbortController()
  const released = new AbortController()
  const asked = readClocks()
  let session = await openSession(campaign.target)
  if (!(await tryLock(session, name))) {
    await cutOffSilent(session, campaign)
    await session.client.end()
    return null
  }
  let heard = asked
  const beating = beat()
  return {
    lost: lost.signal,
    isHeld: () => !lost.signal.aborted && !released.signal.aborted && isFresh(),
    async release() {
      released.abort()
      await beating
      await session.client.end().catch(() => {})
    },
  }

  function readClocks() {
    return { wallMs: clock.now(), elapsedMs: clock.elapsed() }
  }

  /** By both clocks: one may be set back, the other stands still while the machine sleeps. */
  function isFresh(): boolean {
    const { trustMs } = timing
    return clock.now() < heard.wallMs + trustMs && clock.elapsed() < heard.elapsedMs + trustMs
  }

  async function beat(): Promise<void> {
    for (;;) {
      await sleep(clock, timing.beatMs, released.signal)
      if (released.signal.aborted) return
      const said = readClocks()
      if ((await isAnswered(session)) || (await regain())) heard = said
      if (lost.signal.aborted) return
    }
  }

  /** False while nobody can be asked. Whoever cannot reach the rows can do no harm either. */
  async function regain(): Promise<boolean> {
    let next: Session | null = null
    try {
      next = await openSession(campaign.target)
      if (await tryLock(next, name)) {
        void session.client.end().catch(() => {})
        session = next
        return true
      }
      const holder = await findHolder(next, name)
      // The server may not have noticed yet that our own connection is gone.
      if (holder === session.pid) await terminate(next, holder)
      else if (holder !== null) lost.abort()
    } catch {
      // The server is away, or going: asked again at the next beat.
    }
    void next?.client.end().catch(() => {})
    return false
  }
}

async function openSession(target: PostgresTarget): Promise<Session> {
  const options = { ...sessionOptions(target, 'lock'), connectionTimeoutMillis: 3_000, query_timeout: 3_000 }
  const client = new pg.Client(options)
  // What breaks the connection shows at the next beat.
  client.on('error', () => {})
  await client.connect()
  await client.query(noticeTheDead)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return { client, pid: rows[0]?.pid ?? 0 }
}

async function isAnswered({ client }: Session): Promise<boolean> {
  try {
    await client.query('select 1')
    return true
  } catch {
    return false
  }
}

async function tryLock({ client }: Session, name: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
    [lockKeyOf(name)],
  )
  return rows[0]?.taken === true
}

// PostgreSQL shows a 64-bit key as two halves of 32 bits, and marks it by objsubid 1.
const holders = `
  from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and objsubid = 1 and granted
    and pg_locks.database = (select oid from pg_database where datname = current_database())
    and ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 0)`

async function findHolder({ client }: Session, name: string): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>(`select pid ${holders}`, [lockKeyOf(name)])
  return rows[0]?.pid ?? null
}

/** Each word of a holder is a change of its session's state, so the server knows since when it has been silent. */
async function cutOffSilent({ client }: Session, { name, timing }: Campaign): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) ${holders} and state_change < clock_timestamp() - make_interval(secs => $2)`,
    [lockKeyOf(name), timing.silenceMs / 1_000],
  )
}

async function terminate({ client }: Session, pid: number): Promise<void> {
  await client.query('select pg_terminate_backend($1)', [pid])
}
