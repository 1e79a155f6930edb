import { notifyOwner, type Render } from '#flow'
import type { Database } from '#shared/database'
import { type Clock, errorCode, type Logger, type NewId } from '#shared/utils'

/** Sends the owner a message in their language; when that is not possible it is logged, never thrown. */
export type TellOwner = (words: { readonly ru: string; readonly en: string }) => Promise<void>

export interface TellOwnerDeps {
  readonly database: Database
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly render: Render
  /** TELEGRAM_OWNER_ID; null: there is nobody to tell. */
  readonly ownerId: number | null
}

export function createTellOwner(deps: TellOwnerDeps): TellOwner {
  return async words => {
    try {
      await deps.database.transaction(tx => notifyOwner(tx, { ...deps, words }, deps.clock.now()))
    } catch (error) {
      deps.logger.warn('owner.not_told', { code: errorCode(error) })
    }
  }
}
