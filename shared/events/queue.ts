/** A kind of work and the row it is about. Each kind is derived from a row, so a lost wake costs time, never work. */
export type JobName = 'turn' | 'outbox' | 'media' | 'rollup' | 'webhook'

/**
 * Wakes workers. It holds no truth: a sweeper wakes again whatever a row says is due. The contract fits BullMQ's
 * `{delay, deduplication: {id: key, replace: true, keepLastIfActive: true}}`, which issue the same promises across machines.
 */
export interface Queue {
  /**
   * Asks for `job` to run for `key` after `delayMs` (0). A second ask before it starts replaces the delay of the first;
   * an ask while it runs leads to exactly one more run after it.
   */
  wake(job: JobName, key: string, delayMs?: number): void
  /** Runs `handle` for each wake of `job`: never two at a time for one key, at most `concurrency` in all. */
  work(job: JobName, concurrency: number, handle: (key: string) => Promise<void>): void
  /** Takes no new work and waits for what runs, at most `timeoutMs`. */
  close(timeoutMs: number): Promise<void>
}
