export interface WindowCount {
  readonly count: number
  /** Milliseconds until the count begins anew; 0 when nothing is counted. */
  readonly resetMs: number
}

/**
 * Counts per name within windows of one length, each of which begins with the first thing counted. In memory, or in Redis for all
 * processes together: one contract, one suite (counter.contract.ts). Never rejects.
 */
export interface WindowCounter {
  /** Counts one more, and says what it makes. */
  add(name: string): Promise<WindowCount>
  read(name: string): Promise<WindowCount>
}

/** `topic` tells the counters of one installation apart. */
export type OpenCounter = (topic: string, windowMs: number) => WindowCounter
