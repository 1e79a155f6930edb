import { createHash } from 'node:crypto'

/**
 * The number of a person whose channel has none: negative, so that it is nobody's in Telegram. 52 bits of an id that nobody else
 * has, which stay exact in a JavaScript number and in a BIGINT.
 */
export function numberOf(id: string): number {
  return -1 - Number(createHash('sha256').update(id).digest().readBigUInt64BE() >> 12n)
}
