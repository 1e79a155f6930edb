import type { Clock } from '#shared/utils'
import { createRing } from '../state/ring.ts'

export interface PendingUpdate {
  readonly id: number
  readonly json: string
  readonly expiresAtMs: number
  /** Updates of one lane reach a webhook one after the other; different lanes in parallel. */
  readonly lane: number
  wasHandedOut: boolean
}

export interface NewUpdate {
  /** The field of Update that holds the payload: `message`, `callback_query`, … */
  readonly kind: string
  readonly payload: unknown
  readonly lane: number
  readonly lifeMs: number
}

/** Updates that a bot has not confirmed yet, oldest first, and the memory of past ones. */
export interface UpdateQueue {
  /** Adds an update; null when the bot did not ask for this kind, in which case it is lost for good, as in Telegram. */
  push(update: NewUpdate): number | null
  /** Adds an update as a test wrote it; its own `update_id` is kept where it has one. */
  inject(update: Readonly<Record<string, unknown>>, lane: number): number
  /** The next updates from `offset` on. They stay in the queue until confirmed. */
  take(offset: number, limit: number): readonly PendingUpdate[]
  /** Drops what lies before `offset`. */
  confirm(offset: number): void
  /** Drops one update: a webhook has accepted it, or it has expired. */
  remove(update: PendingUpdate): void
  /** Drops everything but the last `keep` updates. */
  clear(keep?: number): void
  /** Puts past or pending updates before all others, in the given order, with their old numbers. Unknown numbers are left out. */
  repeat(updateIds: readonly number[]): readonly number[]
  list(): readonly PendingUpdate[]
  readonly size: number
  /** null: every kind except those that must be asked for. */
  allowedKinds: ReadonlySet<string> | null
}

export interface UpdateQueueOptions {
  readonly clock: Clock
  readonly kept: number
  /** Called for every update that becomes available. */
  readonly onAvailable: (update: PendingUpdate) => void
  readonly onConfirmed: (updateId: number) => void
}

/** These kinds come only to bots that name them in allowed_updates. */
const kindsToAskFor: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
const firstUpdateId = 100_000_001
const dayMs = 86_400_000
/** The server stops filling an answer of getUpdates at 4 MiB. */
const maxAnswerChars = 1 << 22

export function createUpdateQueue(options: UpdateQueueOptions): UpdateQueue {
  const pending = new Map<number, PendingUpdate>()
  const past = createRing<PendingUpdate>(options.kept)
  /** Copies asked for by `repeat`; they go first. */
  let repeats: PendingUpdate[] = []
  let nextId = firstUpdateId
  /**
   * In Telegram a later offset can only mean that all earlier updates were seen. Once numbers are out of order that is no longer
   * so, and an update never handed out must survive the confirmation of a higher number.
   */
  let isOutOfOrder = false
  let allowedKinds: ReadonlySet<string> | null = null

  return {
    push({ kind, payload, lane, lifeMs }) {
      if (allowedKinds === null ? kindsToAskFor.has(kind) : !allowedKinds.has(kind)) return null
      const json = `{"update_id":${nextId},"${kind}":${JSON.stringify(payload)}}`
      return add({ id: nextId, json, expiresAtMs: options.clock.now() + lifeMs, lane, wasHandedOut: false })
    },
    inject(update, lane) {
      const id = typeof update.update_id === 'number' ? update.update_id : nextId
      if (id !== nextId) isOutOfOrder = true
      const json = JSON.stringify({ ...update, update_id: id })
      return add({ id, json, expiresAtMs: options.clock.now() + dayMs, lane, wasHandedOut: false })
    },
    take,
    confirm,
    remove,
    clear(keep = 0) {
      const dropped = [...pending.values()].slice(0, Math.max(0, pending.size - keep))
      for (const update of dropped) pending.delete(update.id)
      repeats = []
    },
    repeat(updateIds) {
      const known = new Map([...past.list(), ...pending.values()].map(update => [update.id, update]))
      const copies = updateIds.flatMap(id => {
        const update = known.get(id)
        return update === undefined ? [] : [{ ...update, wasHandedOut: false }]
      })
      isOutOfOrder = true
      repeats.push(...copies)
      for (const copy of copies) options.onAvailable(copy)
      return copies.map(copy => copy.id)
    },
    list: () => [...repeats, ...pending.values()],
    get size() {
      return pending.size + repeats.length
    },
    get allowedKinds() {
      return allowedKinds
    },
    set allowedKinds(kinds) {
      allowedKinds = kinds
    },
  }

  function add(update: PendingUpdate): number {
    nextId = Math.max(nextId, update.id) + 1
    pending.set(update.id, update)
    past.push(update)
    options.onAvailable(update)
    return update.id
  }

  function take(offset: number, limit: number): readonly PendingUpdate[] {
    const taken: PendingUpdate[] = []
    const nowMs = options.clock.now()
    let charsLeft = maxAnswerChars
    for (const update of repeats.length > 0 ? [...repeats, ...pending.values()] : pending.values()) {
      if (taken.length === limit) break
      if (update.id < offset && !isOutOfOrder) continue
      if (update.expiresAtMs <= nowMs) {
        remove(update)
        continue
      }
      charsLeft -= update.json.length + 50
      if (charsLeft <= 0) break
      update.wasHandedOut = true
      taken.push(update)
    }
    // A copy of an update that was confirmed before cannot be confirmed again: handed out once is all it gets.
    if (repeats.length > 0) repeats = repeats.filter(copy => !copy.wasHandedOut || copy.id >= offset)
    return taken
  }

  function confirm(offset: number): void {
    if (repeats.length > 0) repeats = repeats.filter(copy => copy.id >= offset || !copy.wasHandedOut)
    for (const update of pending.values()) {
      if (update.id >= offset || (isOutOfOrder && !update.wasHandedOut)) {
        if (isOutOfOrder) continue
        return
      }
      pending.delete(update.id)
      options.onConfirmed(update.id)
    }
  }

  function remove(update: PendingUpdate): void {
    if (pending.get(update.id) === update) pending.delete(update.id)
    else repeats = repeats.filter(copy => copy !== update)
  }
}
