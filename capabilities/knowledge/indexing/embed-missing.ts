import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import { type Embed, packVector } from '../embedding.ts'
import { listDocuments, listPassages, type PassageRow, storeVectors, type Vector } from './document-rows.ts'

export interface EmbedMissingDeps {
  readonly database: Database
  readonly clock: Clock
  readonly embed: Embed
}

/** Gives vectors to passages that have none, or one of another model, for some seconds; how many got one comes back. */
export type CompleteVectors = (changed: readonly number[], signal: AbortSignal) => Promise<number>

export interface EmbedMissing {
  readonly complete: CompleteVectors
  /** Tells which model the server answers with now. Vectors of any other are made anew in the next round. */
  noticeModel(name: string): void
}

interface Round {
  readonly endsAt: number
  readonly signal: AbortSignal
  count: number
}

// What servers take in one call without complaint.
const textsPerCall = 32
// A server that did not answer is left alone for this time; the folder is looked at every few seconds.
const pauseMs = 60_000
// A slow server takes minutes for a large folder, and an edited price must not wait for it: the rest is for the next round.
const roundMs = 5_000

/**
 * Remembers which documents are complete, so that a round in which nothing changed asks neither the database nor the server.
 * The model is learned from the server's answers, to questions of clients too: when it changes, also while we were not running,
 * every document is looked through again.
 */
export function createEmbedMissing({ database, clock, embed }: EmbedMissingDeps): EmbedMissing {
  let pending: Set<number> | null = null
  let model: string | null = null
  let notBefore = 0

  return { complete, noticeModel }

  async function complete(changed: readonly number[], signal: AbortSignal): Promise<number> {
    pending ??= new Set((await listDocuments(database.db)).map(row => row.id))
    for (const id of changed) pending.add(id)
    if (clock.elapsed() < notBefore) return 0
    const round: Round = { endsAt: clock.elapsed() + roundMs, count: 0, signal }
    for (const id of pending) {
      const end = await embedDocument(id, round)
      if (end === 'unavailable') notBefore = clock.elapsed() + pauseMs
      if (end !== 'complete') break
      pending?.delete(id)
    }
    return round.count
  }

  function noticeModel(name: string): void {
    if (name === model) return
    model = name
    pending = null
  }

  async function embedDocument(id: number, round: Round): Promise<'complete' | 'out-of-time' | 'unavailable'> {
    const missing = (await listPassages(database.db, id)).filter(isMissing)
    for (let at = 0; at < missing.length; at += textsPerCall) {
      if (clock.elapsed() >= round.endsAt) return 'out-of-time'
      const batch = missing.slice(at, at + textsPerCall)
      const outcome = await embed(batch.map(writeForModel), round.signal)
      if (outcome.kind === 'unavailable' || outcome.vectors.length !== batch.length) return 'unavailable'
      const vectors = batch.map((passage, index): Vector => {
        return { id: passage.id, model: outcome.model, packed: packVector(outcome.vectors[index] ?? []) }
      })
      await database.transaction(tx => storeVectors(tx, id, vectors, clock.now()))
      round.count += batch.length
      noticeModel(outcome.model)
    }
    return 'complete'
  }

  function isMissing(passage: PassageRow): boolean {
    return passage.embedding === null || (model !== null && passage.embedding_model !== model)
  }
}

function writeForModel({ heading, text }: PassageRow): string {
  return heading === '' ? text : `${heading}\n${text}`
}
