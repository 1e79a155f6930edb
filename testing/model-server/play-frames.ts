import type { ServerResponse } from 'node:http'
import type { Clock } from '#shared/utils'
import { singleBytes, writeSlowly } from '../write-slowly.ts'
import type { Fault } from './fault.ts'

export interface PlayOptions {
  readonly fault: Fault | null
  /** Between two chunks; 0 sends all in one write. */
  readonly chunkIntervalMs: number
  readonly clock: Clock
}

/** Sends a streamed answer, whole and in one write, or as badly as the fault says. Resolves when nothing more will come. */
export async function playFrames(
  response: ServerResponse,
  frames: readonly string[],
  { fault, clock, chunkIntervalMs }: PlayOptions,
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
      await writeSlowly(response, singleBytes(frames.join('')), { pauseMs: fault.pauseMs, clock })
      return
    default:
      if (chunkIntervalMs > 0) await writeSlowly(response, frames, { pauseMs: chunkIntervalMs, clock })
      else response.end(frames.join(''))
  }
}

/** The first frame only names the role; chunks are counted after it. */
function firstChunks(frames: readonly string[], chunks: number): string {
  return frames.slice(0, chunks + 1).join('')
}
