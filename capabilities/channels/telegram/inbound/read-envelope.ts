import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fieldsOf } from './wire.ts'

/** An update before anyone looked into it. */
export interface Envelope {
  readonly updateId: number
  /** Telegram's name of the kind of update, or 'unknown' where there is none. */
  readonly updateKind: string
  readonly raw: string
  /** What the update holds under its kind. */
  readonly payload: unknown
  /** Why nothing can be made of it; null when it is worth a look. */
  readonly fault: string | null
}

const updateIdSchema = z.int().min(0)

/** Takes an update as JSON text, or already parsed. An update without a usable id gets a negative one made of its text. */
export function readEnvelope(received: unknown): Envelope {
  const raw = typeof received === 'string' ? received : toText(received)
  const fields = fieldsOf(typeof received === 'string' ? fromText(received) : received)
  const updateId = updateIdSchema.safeParse(fields.update_id)
  const content = Object.entries(fields).find(([field]) => field !== 'update_id')
  return {
    updateId: updateId.data ?? hashToNegative(raw),
    updateKind: content?.[0] ?? 'unknown',
    raw,
    payload: content?.[1],
    fault: findFault(updateId.success, content !== undefined),
  }
}

function findFault(hasId: boolean, hasContent: boolean): string | null {
  if (!hasId) return 'update.update_id: not a whole number'
  return hasContent ? null : 'update: empty'
}

function toText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // A cycle or a BigInt: nothing that came over the wire, but still no reason to lose the batch around it.
    return `[${typeof value}]`
  }
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The same garbage always gets the same number, so it is kept once; Telegram's own numbers are never negative. */
function hashToNegative(text: string): number {
  return -1 - createHash('sha256').update(text).digest().readUIntBE(0, 6)
}
