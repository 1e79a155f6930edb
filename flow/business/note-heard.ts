import type { InboundMessage } from '#capabilities/channels'
import { openWindows } from '#capabilities/secretary'
import type { ConversationId, Tx } from '#shared/database'
import type { BusinessRules } from './business-rules.ts'
import { planLastWord } from './plan-last-word.ts'

type HeardMessage = Pick<InboundMessage, 'chat' | 'messageId' | 'messageKind' | 'sentAt'> & {
  readonly conversationId: ConversationId
}

/** A client's message in a business chat opens Telegram's window for answers anew; the press of a button is no message. */
export async function noteHeard(tx: Tx, messages: readonly HeardMessage[], rules: BusinessRules | null): Promise<void> {
  const heard = messages.filter(({ chat, messageKind }) => chat.businessConnectionId !== '' && messageKind !== 'button')
  if (rules === null || heard.length === 0) return
  await openWindows(
    tx,
    heard.map(({ conversationId, messageId, sentAt }) => ({ conversationId, messageId, heardAt: sentAt })),
    closesAt => planLastWord(rules, closesAt),
  )
}
