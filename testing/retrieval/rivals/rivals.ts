import type { Rival } from '../collection.ts'
import { createBm25 } from './bm25.ts'
import { createFts5 } from './fts5.ts'
import { listGrams, listStemsAndGrams, listWords } from './terms.ts'

/** The engines that were best in some language when many were compared, and the two that a program finds ready in SQLite. */
export const rivals: readonly Rival[] = [
  createFts5('unicode61'),
  createFts5('trigram'),
  createBm25({ name: 'BM25 words', listTerms: listWords }),
  createBm25({ name: 'BM25 3-grams', listTerms: text => listGrams(text, 3) }),
  createBm25({ name: 'BM25 stems + 4-grams', listTerms: listStemsAndGrams }),
]
