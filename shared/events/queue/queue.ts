/**
 * A kind of work. Of the first four the key is the number of a row; of a worker's chores and of what analytics does by the clock
 * it is a name (`send-reminders`, `roll-up`), and they are two kinds, because each service has the handlers of its own alone.
 * What is to do is derived from rows, so a lost wake costs time, never work.
 */
export type JobName = 'turn' | 'outbox' | 'media' | 'webhook' | 'chore' | 'figures'

export const jobNames: readonly JobName[] = ['turn', 'outbox', 'media', 'webhook', 'chore', 'figures']

/**
 * Wakes workers. It holds no truth: a sweeper asks again for whatever a row says is due. Within one process, or with Redis over
 * many: one contract, one suite (queue.contract.ts).
 */
export interface Queue {
  /**
   * Asks for `job` to run for `key` after `delayMs` (0), because something is new: a second ask before it starts replaces the
   * delay of the first, also where a failed run waits for its next try; an ask while it runs leads to exactly one more run after
   * it. Returns at once and never throws; at most once, so whoever must not be missed is also found by a sweeper.
   */
  wake(job: JobName, key: string, delayMs?: number): void
  /** The sweeper's ask: for what nobody has asked for. It neither hurries a run that waits for its time nor repeats one under way. */
  remind(job: JobName, key: string): void
  /**
   * The ask of a timer, for what comes round: a reminder that counts once in `everyMs`, however many processes ask. A timer may be
   * early by a tenth. When such a run succeeds, the dead letters of the key go: what comes round needs no replay once it is well.
   */
  schedule(job: JobName, key: string, everyMs: number): void
  /**
   * Runs `handle` for each wake of `job`: never two at a time for one key, at most `concurrency` in all. One that throws is tried
   * again after growing pauses, and then given up as a dead letter; a later ask begins anew. The returned function ends the
   * taking; what runs goes on.
   */
  work(job: JobName, concurrency: number, handle: (key: string) => Promise<void>): () => void
  /** How much there is of each job. With Redis: of all processes together; while it is away: of this one. */
  count(): Promise<readonly JobCount[]>
  /** The newest dead letters first. */
  listDead(limit: number): Promise<readonly DeadLetter[]>
  /** Takes the dead letters of `key` off the list and asks for it at once; false when there were none. */
  replay(job: JobName, key: string): Promise<boolean>
  /** Takes no new work and waits for what runs, at most `timeoutMs`. */
  close(timeoutMs: number): Promise<void>
}

/** For how long `schedule` is not heard again: a little less than a period, or a timer that is early would lose a whole one. */
export function pauseOf(everyMs: number): number {
  return Math.ceil(everyMs * 0.9)
}

export interface JobCount {
  readonly job: JobName
  /** May start now. */
  readonly waiting: number
  /** Waits for its time. */
  readonly delayed: number
  readonly active: number
  /** Dead letters. */
  readonly dead: number
}

/** A run that failed too often. Its row is still there, so this is for people: what, when, and by which error. */
export interface DeadLetter {
  readonly job: JobName
  readonly key: string
  /** The code of the last error, never its words. */
  readonly code: string
  readonly attempts: number
  readonly failedAt: number
}
