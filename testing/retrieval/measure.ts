import { type Collection, type Language, languages, type Search } from './collection.ts'
import { rivals } from './rivals/rivals.ts'

/** What one engine found of the questions of one language. */
export interface Measured {
  readonly engine: string
  readonly language: Language
  readonly questions: number
  /** Questions with a right passage in the first place, the first three, the first five. */
  readonly first: number
  readonly firstThree: number
  readonly firstFive: number
  /** The sum of 1 ÷ place of the first right passage among ten; ÷ `questions` it is the mean reciprocal rank. */
  readonly reciprocalRanks: number
  /** The questions whose first passage is a wrong one. */
  readonly missed: readonly string[]
}

export const ours = 'ours'

/** Asks ours and every rival the same questions over the same passages; the collections are added up by language. */
export async function measure(collection: Collection): Promise<readonly Measured[]> {
  const engines = [
    { name: ours, search: collection.ours },
    ...rivals.map(rival => ({ name: rival.name, search: rival.index(collection.passages) })),
  ]
  const measured: Measured[] = []
  for (const { name, search } of engines) {
    for (const language of languages) measured.push(await ask(name, search, language, collection))
  }
  return measured
}

export function addUp(parts: readonly (readonly Measured[])[]): readonly Measured[] {
  const sums = new Map<string, Measured>()
  for (const one of parts.flat()) {
    const key = `${one.engine} ${one.language}`
    const sum = sums.get(key)
    sums.set(key, sum === undefined ? one : add(sum, one))
  }
  return [...sums.values()].filter(({ questions }) => questions > 0)
}

async function ask(engine: string, search: Search, language: Language, { questions }: Collection): Promise<Measured> {
  const places: { readonly question: string; readonly place: number }[] = []
  for (const one of questions.filter(question => question.language === language)) {
    const found = await search(one.question, 10)
    places.push({ question: one.question, place: found.findIndex(id => one.answeredBy.has(id)) })
  }
  const within = (limit: number): number => places.filter(({ place }) => place >= 0 && place < limit).length
  return {
    engine,
    language,
    questions: places.length,
    first: within(1),
    firstThree: within(3),
    firstFive: within(5),
    reciprocalRanks: places.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0),
    missed: places.filter(({ place }) => place !== 0).map(({ question }) => question),
  }
}

function add(one: Measured, other: Measured): Measured {
  return {
    ...one,
    questions: one.questions + other.questions,
    first: one.first + other.first,
    firstThree: one.firstThree + other.firstThree,
    firstFive: one.firstFive + other.firstFive,
    reciprocalRanks: one.reciprocalRanks + other.reciprocalRanks,
    missed: [...one.missed, ...other.missed],
  }
}
