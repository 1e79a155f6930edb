import type { Passage } from '../passage.ts'
import { corpora, openCorpus } from './open-corpus.ts'
import type { RetrievalCase } from './retrieval-case.ts'
import { retrievalCases } from './retrieval-cases.ts'

export interface RetrievalScore {
  /** What was counted, on which half, in which language: `hit@1 held-out ru`. */
  readonly name: string
  readonly right: number
  readonly total: number
  /** The questions that were not right. */
  readonly wrong: readonly string[]
}

interface Judged extends RetrievalCase {
  readonly half: 'development' | 'held-out'
  readonly found: readonly Passage[]
}

/**
 * Searches the example businesses and two sets of documents in four languages by words alone. Every second case is held out: constants
 * and word lists were chosen by the others. A question that no document answers is right when nothing found is strong.
 */
export async function scoreRetrieval(): Promise<readonly RetrievalScore[]> {
  const judged = (await Promise.all(corpora.map(searchAll))).flat()
  return (['development', 'held-out'] as const).flatMap(half =>
    scoreHalf(
      half,
      judged.filter(one => one.half === half),
    ),
  )
}

async function searchAll(corpus: RetrievalCase['corpus']): Promise<readonly Judged[]> {
  const { knowledge, close } = await openCorpus(corpus)
  try {
    const cases = retrievalCases.map(
      (one, index) => ({ ...one, half: index % 2 === 0 ? 'development' : 'held-out' }) as const,
    )
    const judged: Judged[] = []
    for (const one of cases.filter(({ corpus: own }) => own === corpus)) {
      judged.push({ ...one, found: await knowledge.search(one.question, 3) })
    }
    return judged
  } finally {
    await close()
  }
}

function scoreHalf(half: Judged['half'], judged: readonly Judged[]): readonly RetrievalScore[] {
  const answerable = judged.filter(one => one.answers !== null)
  const unanswerable = judged.filter(one => one.answers === null)
  const languages = ['ru', 'en', 'zh', 'th'] as const
  return [
    ...languages.flatMap(language => {
      const own = answerable.filter(one => one.language === language)
      return [
        count(`hit@1 ${half} ${language}`, own, one => answersWithin(one, 1)),
        count(`hit@3 ${half} ${language}`, own, one => answersWithin(one, 3)),
      ]
    }),
    count(`first hit is strong ${half}`, answerable, one => answersWithin(one, 1) && one.found[0]?.match === 'strong'),
    count(`first hit is near or strong ${half}`, answerable, one => answersWithin(one, 1) && isShown(one)),
    count(`unanswerable is not strong ${half}`, unanswerable, one =>
      one.found.every(({ match }) => match !== 'strong'),
    ),
    count(`unanswerable shows nothing ${half}`, unanswerable, one => !isShown(one)),
  ]
}

function isShown({ found: [first] }: Judged): boolean {
  return first !== undefined && first.match !== 'weak'
}

function answersWithin({ answers, found }: Judged, places: number): boolean {
  return found.slice(0, places).some(({ text }) => (answers ?? []).some(answer => text.includes(answer)))
}

function count(name: string, cases: readonly Judged[], isRight: (one: Judged) => boolean): RetrievalScore {
  const wrong = cases.filter(one => !isRight(one)).map(one => one.question)
  return { name, right: cases.length - wrong.length, total: cases.length, wrong }
}
