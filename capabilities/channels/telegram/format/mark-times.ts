import type { ShownTime, TextEntity } from '../../contract.ts'
import type { FormattedText } from './formatted-text.ts'

/** These take no other mark into themselves. */
const closedTypes: ReadonlySet<string> = new Set(['code', 'pre', 'text_link'])

/** The marks of a text, and one on each place that names one of `times` in its very words: Telegram's apps show those in the zone of whoever reads. */
export function markTimes({ text, entities }: FormattedText, times: readonly ShownTime[]): readonly TextEntity[] {
  const marks = times.flatMap(({ words, at }) =>
    findAll(text, words).map(
      offset => ({ type: 'date_time', offset, length: words.length, unixTime: toUnix(at) }) as const,
    ),
  )
  const fitting = marks.filter(mark => !entities.some(other => isInTheWay(other, mark)))
  if (fitting.length === 0) return entities
  return [...entities, ...fitting].sort((one, other) => one.offset - other.offset || other.length - one.length)
}

function findAll(text: string, words: string): readonly number[] {
  const found: number[] = []
  for (let at = text.indexOf(words); at !== -1 && words !== ''; at = text.indexOf(words, at + words.length))
    found.push(at)
  return found
}

function toUnix(instantMs: number): number {
  return Math.floor(instantMs / 1000)
}

/** One mark lies within the other or beside it, never across its end. */
function isInTheWay(other: TextEntity, mark: Stretch): boolean {
  if (!overlaps(mark, other)) return false
  return closedTypes.has(other.type) || !(contains(other, mark) || contains(mark, other))
}

function contains(outer: Stretch, inner: Stretch): boolean {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length
}

function overlaps(one: Stretch, other: Stretch): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length
}

type Stretch = Pick<TextEntity, 'offset' | 'length'>
