import type { ChatAddress, OutboundPart } from '../../contract.ts'

/** What is left of parts of which Telegram has refused an adornment, so that the refused call is made once. */
export interface PlainerParts {
  /** The part as it is to be sent now. */
  of(chat: ChatAddress, part: OutboundPart): OutboundPart
  remember(chat: ChatAddress, part: OutboundPart, plainer: OutboundPart): void
  forget(chat: ChatAddress, part: OutboundPart): void
}

// Far more than wait for a place at once; what is forgotten too early costs one refused call.
const mostRemembered = 100

export function createPlainerParts(): PlainerParts {
  const known = new Map<string, OutboundPart>()
  return {
    of: (chat, part) => known.get(keyOf(chat, part)) ?? part,
    remember(chat, part, plainer) {
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size >= mostRemembered) known.delete(oldest)
      known.set(keyOf(chat, part), plainer)
    },
    forget: (chat, part) => void known.delete(keyOf(chat, part)),
  }
}

function keyOf(chat: ChatAddress, part: OutboundPart): string {
  return JSON.stringify([chat.businessConnectionId, chat.chatId, chat.topicId, part])
}
