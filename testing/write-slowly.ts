import type { ServerResponse } from 'node:http'
import { type Clock, sleep } from '#shared/utils'

export interface Pace {
  readonly pauseMs: number
  readonly clock: Clock
}

/** Sends the parts one by one and ends the answer. Resolves early when the client has gone. */
export async function writeSlowly(
  response: ServerResponse,
  parts: readonly (string | Uint8Array)[],
  pace: Pace,
): Promise<void> {
  for (const part of parts) {
    if (response.destroyed) return
    response.write(part)
    await sleep(pace.clock, pace.pauseMs)
  }
  response.end()
}

export function singleBytes(text: string): readonly Uint8Array[] {
  return Array.from(Buffer.from(text), byte => Uint8Array.of(byte))
}
