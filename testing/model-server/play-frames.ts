import type { ServerResponse } from 'node:http'
import { type Clock, sleep } from '#shared/utils'
import type { Fault } from './fault.ts'

/** Sends a streamed answer, whole and in one write, or as badly as the fault says. Resolves when nothing more will come. */
export async function playFrames(
  response: ServerResponse,
  frames: readonly string[],
  { fault, clock }: { readonly fault: Fault | null; readonly clock: Clock },
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  switch (fault?.kind) {
    case 'cut':
      // Waiting for the write to be flushed: a client must see text before the break.
      response.write(firstChunks(frames, fault.afterChunks), () => response.destroy())
      return
    case 'end-early':
      response.end(firstChunks(frames, fault.afterChunks))
      return
    case 'stall':
      response.write(firstChunks(frames, fault.afterChunks))
      return
    case 'error-event':
      response.end(
        `${firstChunks(frames, 1)}data: {"error":{"message":"EngineCore died","type":"InternalServerError"}}\n\n`,
      )
      return
    case 'garbage':
      response.end('<html><body>502 Bad Gateway</body></html>\n\ndata: {"choices":[{"delta":{"content":"Hal\n\n')
      return
    case 'trickle':
      await trickle(response, { bytes: Buffer.from(frames.join('')), pauseMs: fault.pauseMs, clock })
      return
    default:
      response.end(frames.join(''))
  }
}

/** The first frame only names the role; chunks are counted after it. */
function firstChunks(frames: readonly string[], chunks: number): string {
  return frames.slice(0, chunks + 1).join('')
}

interface Trickle {
  readonly bytes: Buffer
  readonly pauseMs: number
  readonly clock: Clock
}

async function trickle(response: ServerResponse, { bytes, pauseMs, clock }: Trickle): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return
    response.write(Uint8Array.of(byte))
    await sleep(clock, pauseMs)
  }
  response.end()
}
