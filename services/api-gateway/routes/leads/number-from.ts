import { createHash } from 'node:crypto'

/** 52 bits of an id that nobody else has, which stay exact in a JavaScript number and in a BIGINT. Not zero. */
export function numberFrom(id: string): number {
  return Number(createHash('sha256').update(id).digest().readBigUInt64BE() >> 12n) || 1
}
