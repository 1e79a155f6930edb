import type { Connection } from '../exchange/connection.ts'
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

/** Which of a server's models is meant when the settings name none; null when none of them will do. */
export type PickModel = (models: readonly [ServedModel, ...ServedModel[]]) => ServedModel | null

/** `wanted` null leaves the choice to `pick`, by default the first model of the server's list. */
export function createModelCatalog(
  connection: Connection,
  wanted: string | null,
  pick: PickModel = ([first]) => first,
): ModelCatalog {
  let known: { readonly choice: Promise<ModelChoice>; readonly untilMs: number } | null = null
  return {
    choose() {
      if (known === null || connection.clock.elapsed() >= known.untilMs) {
        known = { choice: lookUp(connection, wanted, pick), untilMs: connection.clock.elapsed() + KEEP_MS }
      }
      return known.choice
    },
    forget() {
      known = null
    },
  }
}

async function lookUp(connection: Connection, wanted: string | null, pick: PickModel): Promise<ModelChoice> {
  const list = await listModels(connection)
  if (wanted !== null) {
    // Not on the list: perhaps an alias; and some servers have no list. The server decides.
    const listed = list.kind === 'listed' ? list.models.find(model => model.name === wanted) : undefined
    return { kind: 'chosen', model: listed ?? { name: wanted, contextTokens: null } }
  }
  if (list.kind === 'failed') return list
  const model = pick(list.models)
  return model === null ? { kind: 'failed', code: 'no_such_model' } : { kind: 'chosen', model }
}
