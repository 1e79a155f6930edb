import type { Meeting } from '#capabilities/calendar'
import type { UserContext } from '#capabilities/conversations'
import type { LeadState } from '#capabilities/sales'

/** All that a brief is made of. */
export interface BriefFacts {
  readonly meeting: Meeting
  readonly lead: LeadState
  readonly person: {
    readonly userId: number
    readonly channel: string
    readonly displayName: string | null
    readonly username: string | null
  }
  readonly user: UserContext
  readonly summary: string | null
  /** Until when the assistant may write in the owner's own account, epoch ms; null where nothing closes. */
  readonly writableUntil: number | null
  /** The last hundred messages, oldest first. */
  readonly messages: readonly { readonly role: string; readonly content: string; readonly timestamp: number }[]
}
