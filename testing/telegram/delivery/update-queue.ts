import type { Clock } from '#shared/utils'
import { createRing, type Ring } from '../state/ring.ts'

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
/** What it counts for an update besides its payload. */
const envelopeChars = 50

/** Updates that a bot has not confirmed yet, oldest first, and the memory of past ones. */
export class UpdateQueue {
  /** null: every kind except those that must be asked for. */
  allowedKinds: ReadonlySet<string> | null = null
  readonly #options: UpdateQueueOptions
  readonly #pending = new Map<number, PendingUpdate>()
  readonly #past: Ring<PendingUpdate>
  /** Copies asked for by `repeat`; they go first. */
  #repeats: PendingUpdate[] = []
  #nextId = firstUpdateId
  /**
   * In Telegram a later offset can only mean that all earlier updates were seen. Once numbers are out of order that is no longer
   * so, and an update never handed out must survive the confirmation of a higher number.
   */
  #isOutOfOrder = false

  constructor(options: UpdateQueueOptions) {
    this.#options = options
    this.#past = createRing(options.kept)
  }

  get size(): number {
    return this.#pending.size + this.#repeats.length
  }

  list(): readonly PendingUpdate[] {
    return [...this.#repeats, ...this.#pending.values()]
  }

  /** Adds an update; null when the bot did not ask for this kind, in which case it is lost for good, as in Telegram. */
  push({ kind, payload, lane, lifeMs }: NewUpdate): number | null {
    if (this.allowedKinds === null ? kindsToAskFor.has(kind) : !this.allowedKinds.has(kind)) return null
    const id = this.#nextId
    const json = `{"update_id":${id},"${kind}":${JSON.stringify(payload)}}`
    return this.#add({ id, json, expiresAtMs: this.#options.clock.now() + lifeMs, lane, wasHandedOut: false })
  }

  /** Adds an update as a test wrote it; its own `update_id` is kept where it has one. */
  inject(update: Readonly<Record<string, unknown>>, lane: number): number {
    const id = typeof update.update_id === 'number' ? update.update_id : this.#nextId
    if (id !== this.#nextId) this.#isOutOfOrder = true
    const json = JSON.stringify({ ...update, update_id: id })
    return this.#add({ id, json, expiresAtMs: this.#options.clock.now() + dayMs, lane, wasHandedOut: false })
  }

  #add(update: PendingUpdate): number {
    this.#nextId = Math.max(this.#nextId, update.id) + 1
    this.#pending.set(update.id, update)
    this.#past.push(update)
    this.#options.onAvailable(update)
    return update.id
  }

  /** The next updates from `offset` on. They stay in the queue until confirmed. */
  take(offset: number, limit: number): readonly PendingUpdate[] {
    const taken: PendingUpdate[] = []
    const nowMs = this.#options.clock.now()
    let charsLeft = maxAnswerChars
    for (const update of this.#repeats.length > 0 ? this.list() : this.#pending.values()) {
      if (taken.length === limit) break
      if (update.id < offset && !this.#isOutOfOrder) continue
      if (update.expiresAtMs <= nowMs) {
        this.remove(update)
        continue
      }
      charsLeft -= update.json.length + envelopeChars
      if (charsLeft <= 0) break
      update.wasHandedOut = true
      taken.push(update)
    }
    // A copy of an update that was confirmed before cannot be confirmed again: handed out once is all it gets.
    this.#dropRepeatsBefore(offset)
    return taken
  }

  /** Drops what lies before `offset`. */
  confirm(offset: number): void {
    this.#dropRepeatsBefore(offset)
    for (const update of this.#pending.values()) {
      if (update.id >= offset && !this.#isOutOfOrder) return
      if (update.id >= offset || (this.#isOutOfOrder && !update.wasHandedOut)) continue
      this.#pending.delete(update.id)
      this.#options.onConfirmed(update.id)
    }
  }

  #dropRepeatsBefore(offset: number): void {
    if (this.#repeats.length === 0) return
    this.#repeats = this.#repeats.filter(copy => !copy.wasHandedOut || copy.id >= offset)
  }

  /** Drops one update: a webhook has accepted it, or it has expired. */
  remove(update: PendingUpdate): void {
    if (this.#pending.get(update.id) === update) this.#pending.delete(update.id)
    else this.#repeats = this.#repeats.filter(copy => copy !== update)
  }

  /** Drops everything but the last `keep` updates. */
  clear(keep = 0): void {
    const dropped = [...this.#pending.keys()].slice(0, Math.max(0, this.#pending.size - keep))
    for (const id of dropped) this.#pending.delete(id)
    this.#repeats = []
  }

  /**
   * Puts copies of past or pending updates before all others, in the given order, with their old numbers. Returns the numbers it
   * knew.
   */
  repeat(updateIds: readonly number[]): readonly number[] {
    const known = new Map([...this.#past.list(), ...this.#pending.values()].map(update => [update.id, update]))
    const copies = updateIds.flatMap(id => {
      const update = known.get(id)
      return update === undefined ? [] : [{ ...update, wasHandedOut: false }]
    })
    this.#isOutOfOrder = true
    this.#repeats.push(...copies)
    for (const copy of copies) this.#options.onAvailable(copy)
    return copies.map(copy => copy.id)
  }
}
