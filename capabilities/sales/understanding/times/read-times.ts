import { DateTime } from 'luxon'
import type { TimeMention } from '../reading.ts'
import { foldText } from './fold-text.ts'
import { findPieces } from './pieces/find-pieces.ts'
import { type Group, groupPieces } from './pieces/group-pieces.ts'
import { isRefused } from './pieces/is-refused.ts'
import { resolveGroup } from './pieces/resolve-group.ts'
import { findZone } from './zones/find-zone.ts'

/** Whose now it is. The zone is one that Intl knows: a name, or `Etc/GMT-7`. */
export interface TimeContext {
  readonly nowMs: number
  readonly timeZone: string
}

/** Longer messages are letters and logs; their end is not read. */
const longestText = 2000
const confidences = { dated: 0.9, ambiguous: 0.8, loose: 0.75, undated: 0.7 }
/** Without a digit or the beginning of a date word there is nothing to read. */
const hint =
  /\d|завтр|зафтр|с[её]г|седн|понед|панед|вторн|сред|четв|пятн|суб|воскр|(?<!\p{L})(?:пн|пон|вт|ср|чт|пт|сб|вс|в|с|к|до)(?!\p{L})|недел|месяц|выходн|будн|рабоч|утр|дн[яеи]|день|обед|вечер|ноч|пол|час|без |через|после|янв|фев|мар|апр|ма[йея]|июн|июл|авг|сен|окт|ноя|дек|mon|tue|teu|wed|wen|thu|fri|sat|sun|day|week|month|tom|tm|morn|noon|even|night|lunch|work|mid|past|quarter|clock|half|hour|hr|min|мин|at |after|before|from|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[\u4e00-\u9fff\u0e00-\u0e7f]/u

/**
 * The dates and times of a message in Russian, English, Chinese or Thai, in the order in which they stand. What may mean
 * several moments means the next of them. Times at which the client can not, amounts, phone numbers, scores and versions are no times. Never throws on a text.
 */
export function readTimes(text: string, context: TimeContext): readonly TimeMention[] {
  const folded = foldText(text.slice(0, longestText))
  if (!hint.test(folded)) return []
  const now = DateTime.fromMillis(context.nowMs, { zone: findZone(context.timeZone) })
  return groupPieces(folded, findPieces(folded, now))
    .filter(group => !isRefused(...lineAround(text, folded, group)))
    .flatMap(group => buildMention(text, group, now))
}

/** Each line of a text is a message of its own; folding has made its end a space. */
function lineAround(text: string, folded: string, { index, end }: Group): Parameters<typeof isRefused> {
  const from = text.lastIndexOf('\n', index - 1) + 1
  const to = text.indexOf('\n', end)
  return [folded.slice(from, to < 0 ? undefined : to), { index: index - from, end: end - from }]
}

function buildMention(text: string, group: Group, now: DateTime): readonly TimeMention[] {
  const resolved = resolveGroup(group, now)
  if (resolved === null || !resolved.from.isValid || !resolved.to.isValid || resolved.from >= resolved.to) return []
  return [
    {
      text: text.slice(group.index, group.end),
      index: group.index,
      confidence: confidenceOf(group),
      from: resolved.from.toMillis(),
      to: resolved.to.toMillis(),
      precision: resolved.precision,
      hasDate: group.days !== null || group.time?.meaning.kind === 'moment',
      hasTime: group.time !== null || group.part !== null,
    },
  ]
}

function confidenceOf({ days, time, isLoose }: Group): number {
  if (time?.meaning.kind === 'moment') return confidences.dated
  if (days === null) return confidences.undated
  if (isLoose) return confidences.loose
  return time?.meaning.kind === 'clock' && time.meaning.isAmbiguous ? confidences.ambiguous : confidences.dated
}
