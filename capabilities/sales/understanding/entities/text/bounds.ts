import { Phrases } from './phrases.ts'
import type { Token } from './tokens.ts'

export type Bound = 'max' | 'min' | 'about'

const before = new Phrases<Bound>([
  ['max', 'до|не больше|не более|не дороже|не выше|не свыше|максимум|максимально|макс|в пределах|меньше|менее'],
  ['max', 'up to|under|below|at most|no more than|not more than|less than|max|maximum|within|<'],
  ['max', '不超过|最多|ไม่เกิน'],
  ['min', 'от|минимум|не меньше|не менее|больше|более|свыше|больше чем|более чем|>'],
  ['min', 'at least|over|more than|from|above|min|minimum|至少'],
  ['about', 'около|примерно|где то|где - то|гдето|порядка|приблизительно|в районе|плюс минус|прим|ориентировочно|~|≈'],
  ['about', 'around|about|approx|approximately|roughly|like|maybe|大约|大概|ประมาณ'],
])
const after = new Phrases<Bound>([
  ['max', 'максимум|макс|не больше|не более|или меньше|max|maximum|tops|at most|or less|以内'],
  ['min', '+|и выше|и больше|и более|плюс|минимум|or more|and up|and more|minimum|plus|以上'],
  ['about', 'примерно|где то|где - то|приблизительно|или около того|с небольшим|с хвостиком|or so|approx|左右'],
])

export interface Bounds {
  readonly bounds: ReadonlySet<Bound>
  /** First token of the words before the number, and the first token behind the words after it. */
  readonly from: number
  readonly to: number
}

/** The words around tokens `from`..`to` that make a number a limit or a guess. */
export function readBounds(tokens: readonly Token[], from: number, to: number): Bounds {
  const bounds = new Set<Bound>()
  let start = from
  for (let found = before.endingAt(tokens, start); found !== null; found = before.endingAt(tokens, start)) {
    bounds.add(found.meaning)
    start -= found.length
  }
  const found = after.startingAt(tokens, to)
  // «50 человек примерно 100 заявок»: the word belongs to the number that follows it.
  const end = to + (found?.length ?? 0)
  const isSum = tokens[to]?.text === '+' && !tokens[to]?.isGlued
  const isOfNext = found !== null && found.length > 0 && tokens[end]?.kind === 'number' && tokens[to]?.kind === 'word'
  if (found === null || isOfNext || isSum) return { bounds, from: start, to }
  return { bounds: bounds.add(found.meaning), from: start, to: end }
}
