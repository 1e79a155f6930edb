import type { Reply } from '../stage/create-client.ts'

export interface SaidParts {
  readonly replies: readonly Reply[]
  /** Everything the business says of itself. */
  readonly ownWords: readonly string[]
  /** The zones in which times are told: the business's, and the client's when they named one. */
  readonly timeZones: readonly string[]
}

/**
 * Figures and bookings in our messages that nothing backs. Deliberately another and a simpler way than the guard's, so that it
 * may judge the guard: every number must stand in the business's documents or words, in what the client wrote so far, or be part
 * of a time that the calendar holds; and nobody is told of a booking that is not in the table.
 */
export function findInventions({ replies, ownWords, timeZones }: SaidParts): readonly string[] {
  const backed = new Set(ownWords.flatMap(listNumbers))
  const inventions: string[] = []
  for (const { to, texts, mind } of replies) {
    const told = [
      ...mind.offered,
      ...mind.meetings.flatMap(({ startsAt, heldUntil }) => [startsAt, heldUntil ?? startsAt]),
    ]
    const times = told.flatMap(instant => timeZones.flatMap(zone => listTimeWords(instant, zone)))
    for (const number of [to, ...times].flatMap(listNumbers)) backed.add(number)
    for (const text of texts) {
      const unbacked = listNumbers(withoutWishes(text)).filter(number => !backed.has(number))
      inventions.push(...unbacked.map(number => `${number} in «${text}»`))
      if (claimsBooking(text) && mind.meetings.length === 0) inventions.push(`a booking in «${text}»`)
    }
  }
  return inventions
}

/** «1 200 ₽», "1,200" and 1200 are one number; «15:00» is one, too. */
export function listNumbers(text: string): readonly string[] {
  const joined = text.normalize('NFKC').replaceAll(/(?<=\d)[\s,.'’](?=\d{3}(?!\d))/gu, '')
  return [...joined.matchAll(/\d{1,2}:\d{2}|\d+(?:[.,]\d+)?/gu)].map(([number]) =>
    number.replace(',', '.').replace(/^0(?=\d)/u, ''),
  )
}

/** The numbers in which people are told of a time: its day, its clock, and how far the zone is from UTC. */
function listTimeWords(instant: number, timeZone: string): readonly string[] {
  const options = { timeZone, hourCycle: 'h23' } as const
  return [
    new Intl.DateTimeFormat('en-GB', { ...options, day: 'numeric' }).format(instant),
    new Intl.DateTimeFormat('en-GB', { ...options, hour: '2-digit', minute: '2-digit' }).format(instant),
    new Intl.DateTimeFormat('en-GB', { ...options, timeZoneName: 'shortOffset' }).format(instant).split('GMT')[1] ?? '',
  ]
}

/** «На воскресенье, 18 января, 12:00 записаться нельзя» repeats a wish and promises nothing. */
function withoutWishes(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+|\n/u)
  return sentences.filter(sentence => !/записаться.*нельзя|cannot be booked/u.test(sentence)).join(' ')
}

function claimsBooking(text: string): boolean {
  return /записал[аи]? вас|вы (?:уже )?записаны|you are (?:already )?booked|has been moved|перен[её]с(?:ла)? вашу/iu.test(
    text,
  )
}
