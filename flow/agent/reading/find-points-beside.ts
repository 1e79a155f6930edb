import type { Signal } from '#capabilities/sales'
import { type PassageFinder, type Point, readPoint } from './find-passages.ts'
import { type AskedPoint, splitQuestions } from './split-questions.ts'

type UnsearchedPoint = Omit<Point, 'passages'>

/** Every question of a text with what answers it alone; where it asks for a meeting too, without that. */
export async function findPointsBeside(text: string, finder: PassageFinder): Promise<readonly Point[]> {
  const asked = splitQuestions(text).flatMap(point => leaveOutMeeting(point, finder))
  return Promise.all(
    asked.map(async ({ searched, ...point }) => ({ ...point, passages: await finder.search(searched) })),
  )
}

/** «Можно завтра на маникюр? И сколько он стоит?»: the second is left, and what it is about stands in the first. */
function leaveOutMeeting(
  { pieces }: AskedPoint,
  finder: PassageFinder,
): readonly (UnsearchedPoint & { readonly searched: string })[] {
  const parts = pieces.map(piece => readPoint(piece, finder))
  const left = parts.filter(part => !isAboutMeeting(part)).map(part => part.question)
  if (left.length === 0) return []
  const searched = parts.map(withoutMeeting).join(' ')
  const question = left.join(' ').replace(/^(?:а|и|and)\s+/iu, '')
  return [{ ...readPoint(question, finder), searched }]
}

function isAboutMeeting({ question, reading: { signals, times } }: UnsearchedPoint): boolean {
  return times.length > 0 || meetingSignals.some(signal => signals.has(signal)) || meetingWords.test(question)
}

function withoutMeeting({ question, reading: { times } }: UnsearchedPoint): string {
  const timeless = times.reduce((rest, { text }) => rest.replace(text, ' '), question)
  return timeless.replaceAll(new RegExp(meetingWords, 'giu'), ' ')
}

const meetingSignals: readonly Signal[] = ['wants-meeting', 'wants-other-time', 'wants-reschedule', 'wants-cancel']
const meetingWords =
  /(?<!\p{L})(?:запис\p{L}+|запиш\p{L}+|окн[оа]|окошк\p{L}+|свободн\p{L}+|ближайш\p{L}+|встре[чт]\p{L}+|созвон\p{L}*|подтвер\p{L}+|book\p{L}*|appointments?|slots?|openings?|available|availability|meet\p{L}*|call)(?!\p{L})/iu
