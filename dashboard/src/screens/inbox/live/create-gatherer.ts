/**
 * Hands on what comes: the first at once, and whatever follows within `pauseMs` together and each once, so that a quiet inbox is
 * quick and a busy one is not a request for every event.
 */
export function createGatherer<Item>(
  pauseMs: number,
  handOn: (items: readonly Item[]) => void,
  wait: (ms: number, then: () => void) => void = (ms, then) => void setTimeout(then, ms),
): (item: Item) => void {
  const waiting = new Set<Item>()
  let isPausing = false
  return item => {
    waiting.add(item)
    if (!isPausing) flush()
  }

  function flush(): void {
    isPausing = waiting.size > 0
    if (!isPausing) return
    const items = [...waiting]
    waiting.clear()
    handOn(items)
    wait(pauseMs, flush)
  }
}
