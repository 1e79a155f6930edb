import {
  announceCrewCommands,
  type CrewMember,
  type InboundUpdate,
  type TelegramClient,
  withdrawCrewCommands,
} from '#capabilities/channels'
import type { Ingest } from '#flow'
import type { Logger } from '#shared/utils'

export interface CrewMenus {
  readonly ingest: Ingest
  readonly client: TelegramClient
  readonly logger: Logger
}

export interface FollowedCrew {
  readonly ingest: Ingest
  /** Who is of the business from now on; those who are no longer get the menu of clients. */
  follow(crew: readonly CrewMember[]): void
}

const neverAborted = new AbortController().signal

/**
 * Gives the owner and the operators the commands of the business in their menus: at once, and to whom that could not be done (there
 * is no chat before its person starts the bot) when they next write there. Nobody waits for it, and nothing fails with it.
 */
export function withCrewMenus({ ingest, client, logger }: CrewMenus): FollowedCrew {
  const known = new Set<string>()
  const missing = new Map<string, CrewMember>()
  return {
    async ingest(receiver, updates) {
      await ingest(receiver, updates)
      if (missing.size === 0) return
      for (const chatId of new Set(updates.flatMap(ownChatOf))) {
        const member = missing.get(chatId)
        if (member !== undefined) void announce(member)
      }
    },
    follow(crew) {
      const members = new Map(crew.map(member => [String(member.userId), member]))
      for (const chatId of known) if (!members.has(chatId)) void withdraw(chatId)
      for (const [chatId, member] of members) {
        if (known.has(chatId)) continue
        known.add(chatId)
        void announce(member)
      }
    },
  }

  async function withdraw(chatId: string): Promise<void> {
    known.delete(chatId)
    // With whom there was no chat, there is no menu to be taken away.
    if (missing.delete(chatId)) return
    const withdrawn = await withdrawCrewCommands(client, Number(chatId), neverAborted)
    if (withdrawn.kind === 'failed') logger.info('telegram.crew_menu_stays', { code: withdrawn.code })
  }

  /** A member who writes again meanwhile does not start it twice. */
  async function announce(member: CrewMember): Promise<void> {
    const chatId = String(member.userId)
    missing.delete(chatId)
    const announced = await announceCrewCommands(client, member, neverAborted)
    if (announced.kind === 'announced' || !known.has(chatId)) return
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
