import { listTelegramOperators, type Role } from '#capabilities/access'
import type { TurnContext } from '#capabilities/conversations'
import type { Db } from '#shared/database'
import type { CrewFacts } from '../agent/index.ts'

/** Who of the business works in Telegram, and where. The settings name some, administrators let in others: `readCrew` knows all. */
export interface Crew {
  /** TELEGRAM_OWNER_ID; null: nobody. */
  readonly ownerId: number | null
  /** People who may do there what the owner may, but for the set-up. */
  readonly operatorIds: readonly number[]
  /** The group in which each lead gets a topic; null: there is none, and all is shown in the owner's chat. */
  readonly groupChatId: string | null
}

export const noCrew: Crew = { ownerId: null, operatorIds: [], groupChatId: null }

/** The crew of the settings, and with it everybody who was let in as an operator or an administrator, as it is now. */
export async function readCrew(db: Db, crew: Crew): Promise<Crew> {
  const others = (await listTelegramOperators(db)).filter(({ role }) => role !== 'viewer')
  return { ...crew, operatorIds: [...new Set([...crew.operatorIds, ...others.map(({ telegramId }) => telegramId)])] }
}

/** Somebody of the business, as Telegram names them. */
export interface Member {
  readonly role: Role
  /** Null: they are named in the settings. */
  readonly operatorId: number | null
}

/** What a person may do whom Telegram vouches for; null: they are a stranger. The settings come first. */
export async function findMember(
  db: Db,
  { ownerId, operatorIds }: Pick<Crew, 'ownerId' | 'operatorIds'>,
  telegramId: number,
): Promise<Member | null> {
  if (telegramId === ownerId) return { role: 'admin', operatorId: null }
  if (operatorIds.includes(telegramId)) return { role: 'operator', operatorId: null }
  const found = (await listTelegramOperators(db)).find(operator => operator.telegramId === telegramId)
  return found === undefined ? null : { role: found.role, operatorId: found.id }
}

export function isCrewMember({ ownerId, operatorIds }: Crew, userId: number): boolean {
  return userId === ownerId || operatorIds.includes(userId)
}

type CrewChat = Pick<TurnContext, 'userId' | 'chatId' | 'chatType' | 'businessConnectionId'>

/** What kind of chat of the business this is; null: it is none. A private chat over a business account is never one. */
export function findCrewPlace(
  crew: Crew,
  { userId, chatId, chatType, businessConnectionId }: CrewChat,
): CrewFacts['place'] | null {
  if (businessConnectionId !== '') return null
  if (chatType === 'private') return isCrewMember(crew, userId) ? 'private' : null
  return chatId === crew.groupChatId ? 'group' : null
}
