import type { AccountId } from '#shared/database'

/** A person's own account that a bot of ours is connected to, as it was last heard of. */
export interface Connection {
  readonly accountId: AccountId
  readonly id: string
  readonly ownerUserId: number
  /** False: of a person for whom the bot does not work. Nothing of it is heard or said. */
  readonly isServed: boolean
  /** False: disconnected. */
  readonly isEnabled: boolean
  readonly rights: ReadonlySet<string>
  /** Ids of chats that the owner took out by a command. */
  readonly excludedChats: readonly string[]
  /** Since when the AI answers nobody there, at the wish of the business; people may still write. Null: it answers. */
  readonly pausedAt: number | null
}

/** What the settings say of all connections. */
export interface ChatRules {
  /** Empty: all but the excluded ones. */
  readonly onlyChats: ReadonlySet<string>
  readonly excludedChats: ReadonlySet<string>
}

export type Unheard =
  | 'business.connection_unknown'
  | 'business.account_refused'
  | 'business.disconnected'
  | 'business.own_chat'
  | 'business.chat_excluded'

/** Why nothing in a chat of a connected account is the bot's business; null when it is. Pure. */
export function judgeChat(connection: Connection | null, chatId: string, rules: ChatRules): Unheard | null {
  if (connection === null) return 'business.connection_unknown'
  if (!connection.isServed) return 'business.account_refused'
  if (!connection.isEnabled) return 'business.disconnected'
  // Notes to oneself.
  if (chatId === String(connection.ownerUserId)) return 'business.own_chat'
  const isExcluded = rules.excludedChats.has(chatId) || connection.excludedChats.includes(chatId)
  const isLeftOut = rules.onlyChats.size > 0 && !rules.onlyChats.has(chatId)
  return isExcluded || isLeftOut ? 'business.chat_excluded' : null
}

/** Telegram's names of the rights that answering needs. */
export const neededRights = ['can_reply', 'can_read_messages'] as const
export type NeededRight = (typeof neededRights)[number]

/** Whether a call that needs `right` may be made now. */
export function mayUse(connection: Connection | null, right: NeededRight): boolean {
  if (connection === null) return false
  return connection.isServed && connection.isEnabled && connection.rights.has(right)
}
