/** The latest `capacity` items, oldest first when listed. Pushing costs no allocation and no shifting. */
export interface Ring<Item> {
  push(item: Item): void
  list(): Item[]
}

export function createRing<Item>(capacity: number): Ring<Item> {
  const items: Item[] = []
  let next = 0
  return {
    push(item) {
      if (capacity === 0) return
      items[next] = item
      next = (next + 1) % capacity
    },
    list: () => (items.length < capacity ? items.slice() : [...items.slice(next), ...items.slice(0, next)]),
  }
}
