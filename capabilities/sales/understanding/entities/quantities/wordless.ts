import type { QuantityMention } from '../../reading.ts'
import { collectiveWords } from '../text/number-words.ts'
import { readPeriod } from '../text/read-period.ts'
import type { Token } from '../text/tokens.ts'

/** A quantity with no number in it, as tokens `from`..`to`. */
export interface Wordless {
  readonly value: number
  readonly unit: NonNullable<QuantityMention['unit']>
  readonly per: QuantityMention['per']
  readonly from: number
  readonly to: number
}

const halves: ReadonlyMap<string, Wordless['unit']> = new Map([
  ['полчаса', 'hour'],
  ['получаса', 'hour'],
  ['полдня', 'day'],
  ['полгода', 'year'],
])
const singles: ReadonlyMap<string, Wordless['unit']> = new Map([
  ['час', 'hour'],
  ['часу', 'hour'],
  ['hour', 'hour'],
  ['день', 'day'],
  ['day', 'day'],
])

/** «полчаса», «нас пятеро», «час в день», "a studio": read the one that begins at token `at`; null when none does. */
export function readWordless(tokens: readonly Token[], at: number): Wordless | null {
  const word = tokens[at]?.text ?? ''
  const half = halves.get(word)
  if (half !== undefined) return withPeriod(tokens, at, 0.5, half)
  const people = collectiveWords.get(word)
  if (people !== undefined) return { value: people, unit: 'people', per: null, from: at, to: at + 1 }
  const single = singles.get(word)
  if (single !== undefined) return readSingle(tokens, at, single)
  return isStudio(tokens, at) ? { value: 0, unit: 'bedroom', per: null, from: at, to: at + 1 } : null
}

function withPeriod(tokens: readonly Token[], at: number, value: number, unit: Wordless['unit']): Wordless {
  const period = readPeriod(tokens, at, at + 1)
  return { value, unit, per: period.per, from: period.from, to: period.to }
}

/** «час в день» is one hour; «в день» alone is a period of something else. */
function readSingle(tokens: readonly Token[], at: number, unit: Wordless['unit']): Wordless | null {
  const before = tokens[at - 1]
  if (before?.kind === 'number' || /^(?:в|за|per|\/|каждый|every|each|один)$/.test(before?.text ?? '')) return null
  const period = readPeriod(tokens, at, at + 1)
  if (period.per === null || period.to === at + 1) return null
  return { value: 1, unit, per: period.per, from: at, to: period.to }
}

const studioBefore =
  /^(?:или|or|хочу|хотим|нужна|нужно|ищу|ищем|рассматриваю|want|need|a|либо|только|лучше|квартиру|квартира)$/
const studioAfter = /^(?:или|or|либо|квартир\p{L}*|apartment|flat|condo|кондо|у|с|до|рядом|near)$/u

/** A studio flat, not «студия красоты», "photo studio" or «веб-студия». */
function isStudio(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:студи[яюи]|студию|studio)$/.test(tokens[at]?.text ?? '')) return false
  const before = tokens[at - 1]
  const after = tokens[at + 1]
  const isFreeBefore = before === undefined || before.kind === 'break' || studioBefore.test(before.text)
  return isFreeBefore && (after === undefined || after.kind === 'break' || studioAfter.test(after.text))
}
