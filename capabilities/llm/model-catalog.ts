import type { Connection } from './connection.ts'
import { listModels, type ServedModel } from './list-models.ts'

const KEEP_MS = 10 * 60_000

export type ModelChoice =
  | { readonly kind: 'chosen'; readonly model: ServedModel }
  | { readonly kind: 'failed'; readonly code: string }

/** Knows which model to ask and how much it can read. */
export interface ModelCatalog {
  /** The list is asked for once in ten minutes, by one caller for all. Never rejects. */
  choose(): Promise<ModelChoice>
  /** After a failure: the server may have come back with another model. */
  forget(): void
}

/** `wanted` null takes the first model of the server's list. */
export function createModelCatalog(connection: Connection, wanted: string | null): ModelCatalog {
  let known: { readonly choice: Promise<ModelChoice>; readonly untilMs: number } | null = null
  return {
    choose() {
      if (known === null || connection.clock.now() >= known.untilMs) {
        known = { choice: lookUp(connection, wanted), untilMs: connection.clock.now() + KEEP_MS }
      }
      return known.choice
    },
    forget() {
      known = null
    },
  }
}

async function lookUp(connection: Connection, wanted: string | null): Promise<ModelChoice> {
  const list = await listModels(connection)
  if (list.kind === 'listed') return { kind: 'chosen', model: pick(list.models, wanted) }
  // With a name from the settings we can ask without the list: some servers have none.
  return wanted === null ? list : { kind: 'chosen', model: { name: wanted, contextTokens: null } }
}

function pick(models: readonly [ServedModel, ...ServedModel[]], wanted: string | null): ServedModel {
  if (wanted === null) return models[0]
  // Not on the list: perhaps an alias. The server decides.
  return models.find(model => model.name === wanted) ?? { name: wanted, contextTokens: null }
}
