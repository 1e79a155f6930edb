import type { AccountId } from '#shared/database'
import type { Obstacle } from '../find-obstacle.ts'

/** Whether a client is told of a change, and if not, why. */
export type Notice =
  | { readonly kind: 'queued' /** Whose speaker is to be woken. */; readonly accountId: AccountId }
  | { readonly kind: 'not-queued'; readonly because: Obstacle | 'lead.no_conversation' | 'notice.not_wanted' }

export const notWanted: Notice = { kind: 'not-queued', because: 'notice.not_wanted' }
