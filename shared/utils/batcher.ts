/** Hands `item` to the next batch; settles with its own result, or rejects when its batch fails. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>

export interface BatcherOptions<Item, Result> {
  readonly maxItems: number
  /** Does the work for all items at once; returns one result per item, in the same order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit: one batch runs at a time, and what arrives meanwhile becomes the next one. An idle system pays no delay (a
 * batch of one starts at once); a busy one pays for one transaction and one fsync where it would have paid for dozens.
 * When a batch of several fails, each item is tried alone, so that one poisoned item fails only itself.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let isRunning = false

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!isRunning) void drain()
    })

  async function drain(): Promise<void> {
    isRunning = true
    // One turn of the loop lets callers that became ready together share the first batch. A microtask would not: Node runs those
    // after each socket's callback, and SQLite commits without waiting, so each caller would get a commit of its own.
    await new Promise(resolve => setImmediate(resolve))
    while (waiting.length > 0) await runBatch(waiting.splice(0, options.maxItems))
    isRunning = false
  }

  async function runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.run(batch.map(entry => entry.item))
      if (results.length !== batch.length) throw new TypeError(`${results.length} results for ${batch.length} items`)
      batch.forEach((entry, index) => {
        entry.resolve(results[index] as Result)
      })
    } catch (error) {
      const [only, ...others] = batch
      if (only !== undefined && others.length === 0) return only.reject(error)
      for (const entry of batch) await runBatch([entry])
    }
  }
}
