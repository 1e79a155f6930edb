import { join, resolve } from 'node:path'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { createKnowledge, type KnowledgeBase } from '../create-knowledge.ts'
import type { RetrievalCase } from './retrieval-case.ts'

/** A folder of documents in a real index, in memory. */
export interface OpenCorpus {
  readonly knowledge: KnowledgeBase
  readonly database: Database
  close(): Promise<void>
}

const folders: Readonly<Record<RetrievalCase['corpus'], string>> = {
  example: resolve(import.meta.dirname, '../../../knowledge_base'),
  documents: join(import.meta.dirname, 'documents'),
  'more-documents': join(import.meta.dirname, 'more-documents'),
}

export const corpora = ['example', 'documents', 'more-documents'] as const

/** Indexes a folder as the platform does with its defaults and without a model server. Whoever opens it closes it. */
export async function openCorpus(corpus: RetrievalCase['corpus']): Promise<OpenCorpus> {
  const database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
  await migrate(database)
  const settings = { strongScore: 0.7, maxFileBytes: 10_000_000, embeddingTimeoutMs: 300, searchesPerLogLine: 1_000 }
  const knowledge = createKnowledge({
    database,
    clock: systemClock,
    logger: silentLogger,
    folder: folders[corpus],
    embed: null,
    settings,
  })
  await knowledge.refresh(new AbortController().signal)
  return { knowledge, database, close: () => database.close() }
}
