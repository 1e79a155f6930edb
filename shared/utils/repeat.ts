import type { Clock } from './clock.ts'
import { errorCode } from './errors.ts'
import type { Logger } from './logger.ts'

export interface Repetition {
  readonly name: string
  readonly everyMs: number
  /** One round; `again` asks for the next one at once. A round that throws is logged and the next comes in its time. */
  readonly run: () => Promise<'again' | 'done'>
}

/** Runs rounds one after the other, never two at once, until the returned function is called; it resolves when the last has ended. */
export function repeat(clock: Clock, logger: Logger, { name, everyMs, run }: Repetition): () => Promise<void> {
  let isStopped = false
  let round: Promise<void> = Promise.resolve()
  let cancel = clock.after(0, start)
  return () => {
    isStopped = true
    cancel()
    return round
  }

  function start(): void {
    round = go()
  }

  async function go(): Promise<void> {
    try {
      while ((await run()) === 'again' && !isStopped);
    } catch (error) {
      logger.warn('repeat.round_failed', { name, code: errorCode(error) })
    }
    if (!isStopped) cancel = clock.after(everyMs, start)
  }
}
