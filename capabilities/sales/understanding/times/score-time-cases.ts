import { DateTime } from 'luxon'
import { type TimeCase, timeCases } from './cases.ts'
import { describeMention } from './describe-mention.ts'
import { readTimes } from './read-times.ts'

export interface TimeScore {
  readonly name: string
  readonly right: number
  readonly total: number
  /** What was said, expected and read instead. */
  readonly wrong: readonly string[]
}

/** How many of `timeCases` are read right, per language. */
export function scoreTimeCases(): readonly TimeScore[] {
  return Object.entries(timeCases).map(([name, cases]) => {
    const wrong = cases.flatMap(item => {
      const read = readCase(item)
      return read.join(' + ') === item.expected.join(' + ')
        ? []
        : [`${item.text}: expected ${item.expected.join(' + ') || 'nothing'}, read ${read.join(' + ') || 'nothing'}`]
    })
    return { name, right: cases.length - wrong.length, total: cases.length, wrong }
  })
}

/** The readings of a case as `describeMention` writes them. */
export function readCase({ text, now, timeZone }: TimeCase): readonly string[] {
  const nowMs = DateTime.fromISO(now, { zone: timeZone }).toMillis()
  return readTimes(text, { nowMs, timeZone }).map(mention => describeMention(mention, timeZone))
}
