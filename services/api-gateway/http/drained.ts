import type { Writable } from 'node:stream'

/** Resolves when `output` takes more, or is closed. */
export function drained(output: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      output.off('drain', done).off('close', done)
      resolve()
    }
    output.on('drain', done).on('close', done)
  })
}
