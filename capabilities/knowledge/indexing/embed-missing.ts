import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import { type Embed, packVector } from '../embedding.ts'
import { listDocuments, listPassages, type PassageRow, storeVectors, type Vector } from './document-rows.ts'

export interface EmbedMissingDeps {
  readonly database: Database
  readonly clock: Clock
  readonly embed: Embed
}

/** Gives vectors to passages that have none, or one of another model; how many got one comes back. */
export type EmbedMissing = (changed: readonly number[], signal: AbortSignal) => Promise<number>

// What servers take in one call without complaint.
const textsPerCall = 32
// A server that did not answer is left alone for this time; the folder is looked at every few seconds.
const pauseMs = 60_000

/**
 * Remembers which documents are complete, so that a round in which nothing changed asks neither the database nor the server.
 * The model is learned from the server's answers: when it changes, every document is looked through again.
 */
export function createEmbedMissing({ database, clock, embed }: EmbedMissingDeps): EmbedMissing {
  let pending: Set<number> | null = null
  let model: string | null = null
  let notBefore = 0

  return async (changed, signal) => {
    pending ??= new Set((await listDocuments(database.db)).map(row => row.id))
    for (const id of changed) pending.add(id)
    if (clock.now() < notBefore) return 0
    let count = 0
    for (const id of pending) {
      const done = await embedDocument(id, signal)
      if (done === null) {
        notBefore = clock.now() + pauseMs
        return count
      }
      count += done
      pending?.delete(id)
    }
    return count
  }

  /** Null when the server did not answer. */
  async function embedDocument(id: number, signal: AbortSignal): Promise<number | null> {
    const missing = (await listPassages(database.db, id)).filter(isMissing)
    for (let at = 0; at < missing.length; at += textsPerCall) {
      const batch = missing.slice(at, at + textsPerCall)
      const outcome = await embed(batch.map(writeForModel), signal)
      if (outcome.kind === 'unavailable' || outcome.vectors.length !== batch.length) return null
      const vectors = batch.map((passage, index): Vector => {
        return { id: passage.id, model: outcome.model, packed: packVector(outcome.vectors[index] ?? []) }
      })
      await database.transaction(tx => storeVectors(tx, id, vectors, clock.now()))
      if (model !== null && model !== outcome.model) pending = null
      model = outcome.model
    }
    return missing.length
  }

  function isMissing(passage: PassageRow): boolean {
    return passage.embedding === null || (model !== null && passage.embedding_model !== model)
  }
}

function writeForModel({ heading, text }: PassageRow): string {
  return heading === '' ? text : `${heading}\n${text}`
}
