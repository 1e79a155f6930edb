import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createLexicalIndex } from '../../capabilities/knowledge/search/lexical/lexical-index.ts'
import { searchPostings } from '../../capabilities/knowledge/search/lexical/search-postings.ts'
import { weakestCoverage } from '../../capabilities/knowledge/search/score-coverage.ts'
import type { Collection, IndexedPassage, Language, Search } from './collection.ts'

const fileSchema = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ question: z.string() })) })),
    }),
  ),
})

/**
 * A language of XQuAD (240 paragraphs of an encyclopaedia and 1,190 questions that people wrote and translators translated) from
 * `xquad.<language>.json` in a folder of the caller's: the set is not part of this repository. Throws when the file is not that.
 */
export async function readXquad(folder: string, language: Language): Promise<Collection> {
  const { data } = fileSchema.parse(JSON.parse(await readFile(join(folder, `xquad.${language}.json`), 'utf8')))
  const paragraphs = data.flatMap(article => article.paragraphs)
  const passages = paragraphs.map(({ context }, id) => ({ id, heading: '', text: context, questions: '', path: '' }))
  return {
    passages,
    questions: paragraphs.flatMap(({ qas }, id) =>
      qas.map(({ question }) => ({ language, question, answeredBy: new Set([id]) })),
    ),
    ours: indexOurs(passages),
  }
}

/** The search by words as the knowledge base calls it, over whole paragraphs instead of what its chunking makes of them. */
function indexOurs(passages: readonly IndexedPassage[]): Search {
  const index = createLexicalIndex()
  for (const { id, text } of passages) index.set(index.analyse(id, [{ text, weight: 1 }]), null)
  return (question, limit) =>
    searchPostings(index.postings(null), { question, limit, minCoverage: weakestCoverage }).map(({ id }) => id)
}
