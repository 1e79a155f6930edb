export interface BatchLimits {
  readonly maxTexts: number
  readonly maxUnits: number
}

/** The texts from `start` on that go into one request: within both limits, but at least one. */
export function takeBatch(texts: readonly string[], start: number, limits: BatchLimits): readonly string[] {
  let units = 0
  const isOver = (text: string, index: number): boolean => {
    units += text.length
    return index === limits.maxTexts || (index > 0 && units > limits.maxUnits)
  }
  const end = texts.slice(start).findIndex(isOver)
  return end < 0 ? texts.slice(start) : texts.slice(start, start + end)
}
