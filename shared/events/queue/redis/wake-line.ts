import type { Redis, RedisLink } from '#shared/cache'
import type { JobName } from '../queue.ts'

/** A wake on its way to Redis. */
export interface Wake {
  readonly job: JobName
  readonly key: string
  readonly delayMs: number
  /** The sweeper's: for what nobody has asked for. */
  readonly isReminder: boolean
  /** For what comes round: heard once in this time, of all processes. */
  readonly everyMs?: number
}

export interface WakeLineDeps {
  readonly link: RedisLink
  /** Hands wakes to Redis. */
  readonly send: (redis: Redis, wakes: readonly Wake[]) => Promise<unknown>
  /** Takes the wakes that Redis did not take. */
  readonly keep: (wakes: readonly Wake[]) => void
}

// More than a busy worker wakes in a second; beyond it the sweeper finds what was not asked for.
const maxWaiting = 10_000
const batchSize = 200

/**
 * Wakes leave for Redis behind the caller's back, many at a time: whoever wakes waits for nothing, and what the same key is asked
 * for meanwhile is one wake. Returns the way to add one.
 */
export function createWakeLine({ link, send, keep }: WakeLineDeps): (wake: Wake) => void {
  const waiting = new Map<string, Wake>()
  let isLeaving = false
  return wake => {
    const id = `${wake.job} ${wake.key}`
    // A reminder must not undo the delay that a wake has just asked for.
    if (waiting.size >= maxWaiting || (wake.isReminder && waiting.has(id))) return
    waiting.set(id, wake)
    if (!isLeaving) void leave()
  }

  async function leave(): Promise<void> {
    isLeaving = true
    // What is woken in one go leaves in one go.
    await Promise.resolve()
    for (let wakes = take(); wakes.length > 0; wakes = take()) {
      const batch = wakes
      const answer = await link.ask(redis => send(redis, batch))
      if (answer.kind === 'away') keep(batch)
    }
    isLeaving = false
  }

  function take(): readonly Wake[] {
    const wakes = [...waiting].slice(0, batchSize)
    for (const [id] of wakes) waiting.delete(id)
    return wakes.map(([, wake]) => wake)
  }
}
