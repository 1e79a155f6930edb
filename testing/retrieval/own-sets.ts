import { corpora, type OpenCorpus, openCorpus } from '../../capabilities/knowledge/evaluation/open-corpus.ts'
import type { RetrievalCase } from '../../capabilities/knowledge/evaluation/retrieval-case.ts'
import { retrievalCases } from '../../capabilities/knowledge/evaluation/retrieval-cases.ts'
import { listDocumentPassages, listDocuments } from '../../capabilities/knowledge/index.ts'
import type { AskedQuestion, Collection, IndexedPassage } from './collection.ts'
import { addUp, type Measured, measure } from './measure.ts'

/** Every engine's findings over the labelled sets, ours through the whole knowledge base as the platform runs it; all corpora added up. */
export async function measureOwnSets(): Promise<readonly Measured[]> {
  const parts: (readonly Measured[])[] = []
  for (const corpus of corpora) {
    const open = await openCorpus(corpus)
    try {
      parts.push(await measure(await collect(corpus, open)))
    } finally {
      await open.close()
    }
  }
  return addUp(parts)
}

async function collect(corpus: RetrievalCase['corpus'], open: OpenCorpus): Promise<Collection> {
  const passages = await readPassages(open)
  return {
    passages,
    questions: retrievalCases.filter(one => one.corpus === corpus).flatMap(one => askQuestion(one, passages)),
    ours: async (question, limit) => (await open.knowledge.search(question, limit)).map(({ id }) => id),
  }
}

async function readPassages({ database: { db } }: OpenCorpus): Promise<readonly IndexedPassage[]> {
  const documents = await listDocuments(db, { afterPath: null, limit: 1_000 })
  const lists = documents.map(async ({ id, path }) => {
    const passages = await listDocumentPassages(db, id, { afterOrdinal: null, limit: 1_000 })
    return passages.map(passage => ({ ...passage, path }))
  })
  return (await Promise.all(lists)).flat()
}

/** Throws when a labelled answer stands in no passage: then the label is wrong, not an engine. */
function askQuestion(
  { answers, language, question }: RetrievalCase,
  passages: readonly IndexedPassage[],
): readonly AskedQuestion[] {
  if (answers === null) return []
  const right = passages.filter(({ text }) => answers.some(answer => text.includes(answer)))
  if (right.length === 0) throw new Error(`no passage holds an answer to «${question}»`)
  return [{ language, question, answeredBy: new Set(right.map(({ id }) => id)) }]
}
