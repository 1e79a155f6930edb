import { errorCode, type Logger } from '#shared/utils'
import type { InboundUpdate } from '../contract.ts'

export type ParseUpdate = (update: unknown) => InboundUpdate

/**
 * Parses one update so that it cannot harm its neighbours: a parser that throws yields an `unreadable` update, which is stored
 * like any other. Null for a value without an `update_id`, which cannot be stored or acknowledged at all.
 */
export function readUpdate(update: unknown, parse: ParseUpdate, logger: Logger): InboundUpdate | null {
  const updateId = updateIdOf(update)
  if (updateId === null) return null
  try {
    return parse(update)
  } catch (error) {
    const code = errorCode(error)
    logger.error('telegram.update_unreadable', { updateId, code })
    const inbound = { kind: 'unreadable', reason: `parser_failed: ${code}` } as const
    return { updateId, updateKind: updateKindOf(update), raw: JSON.stringify(update), inbound }
  }
}

/** Null when `update` is not an object with a whole `update_id`. */
export function updateIdOf(update: unknown): number | null {
  if (typeof update !== 'object' || update === null || !('update_id' in update)) return null
  const id = update.update_id
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

/** An update holds its id and one field more, named after its kind. */
function updateKindOf(update: unknown): string {
  return Object.keys(Object(update)).find(key => key !== 'update_id') ?? 'unknown'
}
