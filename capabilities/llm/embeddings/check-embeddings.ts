import type { Clock } from '#shared/utils'
import { createConnection, type ServerSettings } from '../exchange/connection.ts'
import { startDeadline } from '../exchange/deadline.ts'
import { createModelCatalog } from '../server/model-catalog.ts'
import { pickEmbeddingModel } from './pick-embedding-model.ts'
import { requestEmbeddings } from './request-embeddings.ts'

export interface EmbeddingsCheckSettings extends ServerSettings {
  /** Null: the first model of the server's list whose name says that it makes embeddings. */
  readonly model: string | null
  readonly timeoutMs: number
}

/** Whether a server makes embeddings. `code` is stable, as the embedder's. */
export type EmbeddingsCheck =
  | { readonly kind: 'offered'; readonly model: string; readonly dimensions: number }
  /** No model of its list is recognisable as one for embeddings. */
  | { readonly kind: 'no-model' }
  /** It answers that it, or this model, makes none. */
  | { readonly kind: 'not-offered'; readonly model: string; readonly code: string }
  /** It could not be asked. */
  | { readonly kind: 'failed'; readonly code: string }

/** Asks for the vector of one word, once. Sends no client data. Never rejects for what a server can do. */
export async function checkEmbeddings(settings: EmbeddingsCheckSettings, clock: Clock): Promise<EmbeddingsCheck> {
  const connection = createConnection(settings, clock)
  const choice = await createModelCatalog(connection, settings.model, pickEmbeddingModel).choose()
  if (choice.kind === 'failed') {
    return choice.code === 'no_such_model' ? { kind: 'no-model' } : { kind: 'failed', code: choice.code }
  }
  const { name: model } = choice.model
  const deadline = startDeadline(clock, settings.timeoutMs, new AbortController().signal)
  const reply = await requestEmbeddings(connection, { model, texts: ['yes'], deadline })
  deadline.release()
  switch (reply.kind) {
    case 'vectors':
      return { kind: 'offered', model, dimensions: reply.vectors[0]?.length ?? 0 }
    case 'not-offered':
      return { kind: 'not-offered', model, code: reply.code }
    case 'too-long':
      return { kind: 'failed', code: 'context_exceeded' }
    case 'failed':
      return { kind: 'failed', code: reply.code }
  }
}
