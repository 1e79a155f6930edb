import { announceCrewCommands, type CrewMember, type InboundUpdate, type TelegramClient } from '#capabilities/channels'
import type { Ingest } from '#flow'
import type { Logger } from '#shared/utils'

export interface CrewMenus {
  readonly ingest: Ingest
  readonly client: TelegramClient
  readonly crew: readonly CrewMember[]
  readonly logger: Logger
}

const neverAborted = new AbortController().signal

/**
 * Gives the owner and the operators the commands of the business in their menus: at once, and to whom that could not be done (there
 * is no chat before its person starts the bot) when they next write there. Nobody waits for it, and nothing fails with it.
 */
export function withCrewMenus({ ingest, client, crew, logger }: CrewMenus): Ingest {
  const missing = new Map(crew.map(member => [String(member.userId), member]))
  for (const member of missing.values()) void announce(member)
  return async (receiver, updates) => {
    await ingest(receiver, updates)
    if (missing.size === 0) return
    for (const chatId of new Set(updates.flatMap(ownChatOf))) {
      const member = missing.get(chatId)
      if (member !== undefined) void announce(member)
    }
  }

  /** A member who writes again meanwhile does not start it twice. */
  async function announce(member: CrewMember): Promise<void> {
    const chatId = String(member.userId)
    missing.delete(chatId)
    const announced = await announceCrewCommands(client, member, neverAborted)
    if (announced.kind === 'announced') return
    missing.set(chatId, member)
    logger.info('telegram.crew_menu_missing', { code: announced.code })
  }
}

/** The chat with the bot itself in which somebody wrote; its number is theirs. */
function ownChatOf({ inbound }: InboundUpdate): readonly string[] {
  if (inbound.kind !== 'message') return []
  const { chatId, chatType, businessConnectionId } = inbound.chat
  return chatType === 'private' && businessConnectionId === '' ? [chatId] : []
}
