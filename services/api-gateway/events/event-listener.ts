import { PassThrough } from 'node:stream'
import type { Database } from '#shared/database'
import { type EventType, readEventsAfter } from '#shared/events'
import { type Clock, errorCode, type Gate, type Logger } from '#shared/utils'
import { coalesce } from '../chat/coalesce.ts'
import { drained } from '../http/drained.ts'
import { type EventFrame, toFrame } from './event-frame.ts'
import type { EventTail } from './event-tail.ts'

export interface ListenerDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly tail: EventTail
  /** Bounds how many listeners read the table at a time: after a restart they all come back at once. */
  readonly catchUp: Gate
}

export interface Listening {
  /** The last event the listener has. */
  readonly after: number
  /** Empty: all but those of `except`. */
  readonly types: readonly EventType[]
  /** What the listener's role hears nothing of. */
  readonly except: readonly EventType[]
  /** Asked once a minute: a revoked key must not go on listening. */
  readonly mayListen: () => Promise<boolean>
}

const pageSize = 200
// Proxies give up a connection that has been silent for 30 to 60 seconds.
const heartbeatMs = 15_000
const beatsPerCheck = 4

/**
 * Writes the log after a position to one stream, and goes on as it grows. A listener is a position and nothing more: what it has
 * not taken yet stays in the log, so a slow one costs no memory, and is served at its own pace.
 */
export function openEventListener(
  { database, clock, logger, tail, catchUp }: ListenerDeps,
  { after, types, except, mayListen }: Listening,
): PassThrough {
  const output = new PassThrough()
  let position = after
  let beats = 0
  let wasStuck = false
  let cancelHeartbeat = clock.after(heartbeatMs, () => void beat())
  const pump = coalesce(async () => {
    try {
      await sendNews()
    } catch (error) {
      // Without the database there is nothing to say; the listener reconnects and goes on where it was.
      logger.warn('event_stream.failed', { code: errorCode(error) })
      output.end()
    }
  })
  const stopWatching = tail.watch(pump)
  output.once('close', () => {
    stopWatching()
    cancelHeartbeat()
  })
  output.write('retry: 2000\n\n')
  pump()
  return output

  async function sendNews(): Promise<void> {
    for (let newest = tail.newest(); newest !== null && position < newest && isOpen(); newest = tail.newest()) {
      const { frames, upTo } = recall(newest) ?? (await catchUp(() => readPage(newest)))
      const text = frames.filter(isWanted).map(frame => frame.text)
      position = upTo
      if (text.length > 0 && isOpen() && !output.write(text.join(''))) await drained(output)
    }
  }

  function recall(newest: number): Page | null {
    const known = tail.recall(position)
    return known === null ? null : toPage(known.slice(0, pageSize), newest)
  }

  async function readPage(newest: number): Promise<Page> {
    const range = { after: position, upTo: newest, limit: pageSize, types, except }
    const events = await readEventsAfter(database.db, range)
    return toPage(events.map(toFrame), newest)
  }

  function isWanted({ type }: EventFrame): boolean {
    return types.length === 0 ? !except.includes(type) : types.includes(type)
  }

  async function beat(): Promise<void> {
    // A listener that took nothing between two heartbeats is gone, or will come back.
    if (output.writableNeedDrain && wasStuck) return void output.destroy()
    wasStuck = output.writableNeedDrain
    beats += 1
    if (beats % beatsPerCheck === 0 && !(await isStillAllowed())) return void output.end()
    if (!isOpen()) return
    // The id moves the listener on past events that it did not ask for.
    if (!wasStuck) output.write(`: alive\nid: ${position}\n\n`)
    cancelHeartbeat = clock.after(heartbeatMs, () => void beat())
  }

  async function isStillAllowed(): Promise<boolean> {
    try {
      return await mayListen()
    } catch {
      return false
    }
  }

  function isOpen(): boolean {
    return !output.writableEnded && !output.destroyed
  }
}

interface Page {
  readonly frames: readonly EventFrame[]
  /** The listener has everything up to here once it has these. */
  readonly upTo: number
}

function toPage(frames: readonly EventFrame[], newest: number): Page {
  return { frames, upTo: frames.length < pageSize ? newest : (frames.at(-1)?.position ?? newest) }
}
