import type { TurnContext } from '#capabilities/conversations'
import type { CrewFacts } from '../agent/index.ts'

/** Who of the business works in Telegram, and where. */
export interface Crew {
  /** TELEGRAM_OWNER_ID; null: nobody. */
  readonly ownerId: number | null
  /** People who may do there what the owner may, but for the set-up. */
  readonly operatorIds: readonly number[]
  /** The group in which each lead gets a topic; null: there is none, and all is shown in the owner's chat. */
  readonly groupChatId: string | null
}

export const noCrew: Crew = { ownerId: null, operatorIds: [], groupChatId: null }

export function isCrewMember({ ownerId, operatorIds }: Crew, userId: number): boolean {
  return userId === ownerId || operatorIds.includes(userId)
}

/** What kind of chat of the business this is; null: it is none. A private chat over a business account is never one. */
export function findCrewPlace(
  crew: Crew,
  { userId, chatId, chatType }: Pick<TurnContext, 'userId' | 'chatId' | 'chatType'>,
): CrewFacts['place'] | null {
  if (chatType === 'private') return isCrewMember(crew, userId) ? 'private' : null
  return chatId === crew.groupChatId ? 'group' : null
}
