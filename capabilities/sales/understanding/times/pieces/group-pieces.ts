import { spanDays } from '../days.ts'
import type { Clock, Days, Hours, Moment, PartOfDay, Piece, Stretch } from '../piece.ts'

/** What belongs together: at most one day, one time and one part of the day. */
export interface Group {
  readonly index: number
  readonly end: number
  readonly days: (Piece & { readonly meaning: Days }) | null
  readonly time: (Piece & { readonly meaning: Clock | Hours | Moment }) | null
  readonly part: PartOfDay | null
  /** Joined across words that are not about time: less sure. */
  readonly isLoose: boolean
}

const fillers =
  'где-то|примерно|около|так|часов|часа|часам|скажем|ровно|уже|только|время|время:|at|on|in|of|the|around|about|say|maybe|в|во|на|к|的|在|เวลา|ตอน|ช่วง|ที่'
const tight = new RegExp(`^[\\s,.()-]*(?:(?:${fillers})[\\s,]*)*$`, 'u')
/** Up to four words of one clause: «в четверг мне удобно в 15». */
const loose = /^[\s,]*(?:[\p{L}-]+[\s,]+){1,4}$/u
const alternative = /(?<!\p{L})(?:или|либо|и|а|но|or|and|but)(?!\p{L})|或|和|หรือ/u
const shared = /^[\s,]*(?:или|либо|и|or|and|\/|或者?|和|หรือ)[\s,]*(?:(?:в|во|на|at|on)\s)?$/u
const rangeSign = /^\s*(?:по|-|to|through|till|до|到|至|ถึง)\s*$/u
/** What may follow an hour that stands alone; a noun would be counted by it. */
const closing =
  /^\s?(?:$|[^\p{L}\p{N}\s%$€₽]|(?:и|или|но|а|если|можно|удобно|будет|подойдет|подходит|норм\p{L}*|ок|давай\p{L}*|встре\p{L}*|созвон\p{L}*|позвон\p{L}*|перезвон\p{L}*|набер\p{L}*|приед\p{L}*|под[ъь]ед\p{L}*|подойд\p{L}*|подход\p{L}*|заед\p{L}*|зайд\p{L}*|жд[уе]\p{L}*|увид\p{L}*|прид\p{L}*|буду|смогу|сможем|могу|по|мск|вам|вас|мне|нам|устро\p{L}*|лучше|хорошо|пожалуйста|запиш\p{L}*|запис\p{L}*|свобод\p{L}*|есть|как|тогда|завтра|сегодня|в|во|на|and|or|but|if|is|works?|would|should|please|pls|ok|okay|fine|good|for|on|in|with|sharp|time|i|we|you|does|can|could|then|thanks|works)(?!\p{L}))/u
const shortMessage = 24

/** Puts neighbouring pieces together; hours that nothing supports are dropped. */
export function groupPieces(text: string, pieces: readonly Piece[]): readonly Group[] {
  const groups: Group[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    const gap = last === undefined ? '' : text.slice(last.end, Math.max(last.end, piece.index))
    const joined = last === undefined ? null : join(last, piece, gap)
    if (joined !== null) groups[groups.length - 1] = joined
    else groups.push(...startGroup(piece, last, gap))
  }
  return shareBackwards(
    text,
    groups.filter(group => isSupported(text, group)),
  )
}

function join(group: Group, piece: Piece, gap: string): Group | null {
  const isTight = tight.test(gap)
  const isRange = rangeSign.test(gap) || (group.days?.edge === 'since' && piece.edge === 'before' && isTight)
  const { meaning } = piece
  const grown = { ...group, end: piece.end, isLoose: group.isLoose || !isTight }
  if (meaning.kind === 'days') {
    if (group.days === null)
      return isTight || (isLoose(gap) && !group.time?.isBare) ? { ...grown, days: { ...piece, meaning } } : null
    const days = isRange ? spanDays(group.days.meaning, meaning) : isTight ? narrow(group.days.meaning, meaning) : null
    return days === null
      ? null
      : { ...grown, days: { ...group.days, edge: isRange ? null : group.days.edge, meaning: days } }
  }
  if (!(isTight || isLoose(gap))) return null
  if (meaning.kind === 'part-of-day')
    return group.part === null && group.time === null
      ? { ...grown, part: meaning }
      : joinLatePart(grown, meaning, isTight)
  if (meaning.kind === 'nothing' || group.time !== null) return null
  return { ...grown, time: { ...piece, meaning } }
}

/** «в 7 вечером»: the part explains the time before it. */
function joinLatePart(group: Group, part: PartOfDay, isTight: boolean): Group | null {
  return group.part === null && isTight ? { ...group, part } : null
}

function isLoose(gap: string): boolean {
  return loose.test(gap) && !alternative.test(gap)
}

/** «в 10 или 12»: an alternative without a day has that of its neighbour. */
function startGroup(piece: Piece, last: Group | undefined, gap: string): readonly Group[] {
  const { index, end, meaning } = piece
  const days = shared.test(gap) ? (last?.days ?? null) : null
  const empty = { index, end, days, time: null, part: null, isLoose: false }
  if (meaning.kind === 'nothing') return []
  if (meaning.kind === 'days') return [{ ...empty, days: { ...piece, meaning } }]
  // «вечер» alone is a noun; beside a day it is a part of it.
  if (meaning.kind === 'part-of-day') return piece.isBare ? [] : [{ ...empty, part: meaning }]
  return [{ ...empty, time: { ...piece, meaning } }]
}

/** A weekday beside a week is the day in that week; beside its own date it adds nothing. */
function narrow(one: Days, other: Days): Days | null {
  const [weekday, rest] = one.weekday === undefined ? [other.weekday, one] : [one.weekday, other]
  if (weekday === undefined || rest.weekday !== undefined) return null
  const stretches = rest.week === undefined ? rest.candidates : [rest.week]
  const candidates = stretches.flatMap((stretch): readonly Stretch[] => {
    if (stretch.precision === 'day' && stretch.from.weekday === weekday) return [stretch]
    if (stretch.precision === 'day' && rest.week === undefined) return []
    const from = stretch.from.startOf('week').plus({ days: weekday - 1 })
    return from >= stretch.from && from < stretch.to ? [{ from, to: from.plus({ days: 1 }), precision: 'day' }] : []
  })
  return candidates.length === 0 ? null : { kind: 'days', candidates }
}

/** A bare number is an hour beside a day or a part of the day, or after «в» where nothing is left to count. */
function isSupported(text: string, { time, days, part }: Group): boolean {
  if (time === null || !time.isBare) return true
  const isClosed = closing.test(text.slice(time.end, time.end + shortMessage))
  if (days !== null || part !== null) return time.edge !== null || isClosed
  if (time.edge === null || time.edge === 'for' || !isClosed) return false
  return time.edge === 'at' || text.trim().length <= shortMessage
}

/** «в понедельник или вторник в 15»: the time said last holds for both. */
function shareBackwards(text: string, groups: readonly Group[]): readonly Group[] {
  return groups.map((group, index) => {
    const next = groups[index + 1]
    // «с четверга на пятницу» moves a meeting; nothing begins on that Thursday.
    if (next?.days?.edge === 'for' && group.days?.edge === 'since')
      return { ...group, days: { ...group.days, edge: 'at' } }
    const isOpen = group.days !== null && group.time === null && group.part === null
    if (!isOpen || next?.days == null || !shared.test(text.slice(group.end, next.index))) return group
    return { ...group, time: next.time, part: next.part }
  })
}
