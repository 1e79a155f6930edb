import { type Passage, relatedScore } from '#capabilities/knowledge'
import type { Reading, SlotKind } from '#capabilities/sales'
import { type AskedPoint, isStandingAlone, namesSubject, splitQuestions } from './split-questions.ts'

/** One question of a message that asks several. */
export interface Point {
  readonly question: string
  /** What the rules read in it alone. */
  readonly reading: Reading
  /** What was found for it alone, the best first. */
  readonly passages: readonly Passage[]
}

/** What the documents have for a message. */
export interface FoundPassages {
  /** For the message as a whole and for each of its questions, each once. */
  readonly passages: readonly Passage[]
  /** Two or three when it asks as many questions; else empty. */
  readonly points: readonly Point[]
}

export interface PassageFinder {
  readonly search: (text: string) => Promise<readonly Passage[]>
  /** Reads a text by rules, as a client's message is read. */
  readonly readText: (text: string, asked: SlotKind) => Reading
}

// So many are handed to a model for several questions; for one, as many as the search gives.
const mostPassages = 8

interface Written {
  readonly text: string
  /** The text with what it points at. */
  readonly searched: string
  /** What the client wrote before, the newest last. */
  readonly before: readonly string[]
}

/**
 * Searches for what the client wrote; and, where it asks several questions, for each alone:
 * together they look like one question that no passage answers. So does one question behind chatter («Понятно. А сколько стоит
 * пилот?»), which is searched alone when the whole finds no sure answer;
 * and «А сколько по времени?» is about what was written before it.
 */
export async function findPassagesFor(
  { text, searched, before }: Written,
  finder: PassageFinder,
): Promise<FoundPassages> {
  const asked = splitQuestions(text)
  const whole = await finder.search(searched)
  const [only] = asked
  if (only === undefined) return { passages: whole, points: [] }
  if (asked.length === 1) {
    const subject = isStandingAlone(only.pieces[0]) ? undefined : before.findLast(namesSubject)
    if (subject !== undefined) return { passages: await searchAbout(subject, { only, whole }, finder), points: [] }
    // With a file, or without chatter, there is nothing to leave out.
    const isPlain = only.context === '' && only.pieces.length === 1
    if (isSure(whole) || isPlain || searched !== text) return { passages: whole, points: [] }
    const points = await findPoint(only, finder)
    const passages = merge([...points.map(point => point.passages), whole])
    return { passages, points: points.length > 1 ? points : [] }
  }
  const points = (await Promise.all(asked.map(point => findPoint(point, finder)))).flat()
  return { passages: merge([...points.map(({ passages }) => passages), whole]).slice(0, mostPassages), points }
}

/** «Сколько по времени?» alone would be answered by whatever lasts; what something costs may be answered by any price. */
async function searchAbout(
  subject: string,
  { only: { question }, whole }: { readonly only: AskedPoint; readonly whole: readonly Passage[] },
  finder: PassageFinder,
): Promise<readonly Passage[]> {
  const together = await finder.search(`${subject} ${question}`)
  const isOpen = namesSubject(question) || readPoint(question, finder).reading.signals.has('asks-price')
  return isOpen || isSure(together) ? merge([together, whole]) : together
}

/**
 * A question with what answers it; two, where the second only points at the first («…, and can a foreigner own it») and each is surely
 * answered alone but not together.
 */
async function findPoint(asked: AskedPoint, finder: PassageFinder): Promise<readonly Point[]> {
  const whole = { ...readPoint(asked.question, finder), passages: await searchPoint(asked, finder) }
  const hasOwnSubjects = asked.pieces.every(namesSubject)
  if (asked.pieces.length === 1 || isSure(whole.passages) || !hasOwnSubjects) return [whole]
  const apart = await Promise.all(
    asked.pieces.map(async piece => ({ ...readPoint(piece, finder), passages: await finder.search(piece) })),
  )
  return apart.every(({ passages }) => isSure(passages)) ? apart : [whole]
}

/** A question by itself, before anything is searched for. */
export function readPoint(question: string, { readText }: PassageFinder): Omit<Point, 'passages'> {
  return { question, reading: readText(question, 'text') }
}

function isSure(passages: readonly Passage[]): boolean {
  return passages.some(({ match }) => match === 'strong')
}

/** «Я беременна. Можно педикюр?»: what the documents know something of belongs to the question; "Fair enough" does not. */
async function searchPoint({ question, context }: AskedPoint, { search }: PassageFinder): Promise<readonly Passage[]> {
  const known = context === '' ? [] : await search(context)
  const isTelling = known.some(({ score }) => score >= relatedScore)
  return search(isTelling ? `${context} ${question}` : question)
}

/** The first of each list, then the second of each, and so on; each passage once. */
function merge(lists: readonly (readonly Passage[])[]): readonly Passage[] {
  const longest = Math.max(...lists.map(list => list.length))
  const inTurn = Array.from({ length: longest }, (_, at) => lists.flatMap(list => list.slice(at, at + 1))).flat()
  const seen = new Map<Passage['id'], Passage>()
  // A passage may be sure for one question and only near for the whole.
  for (const passage of inTurn) if ((seen.get(passage.id)?.score ?? -1) < passage.score) seen.set(passage.id, passage)
  return [...seen.values()]
}
