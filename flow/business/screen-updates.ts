import type { Inbound, InboundUpdate } from '#capabilities/channels'
import { type Connection, findConnections, judgeChat, mayUse } from '#capabilities/secretary'
import type { AccountId, Tx } from '#shared/database'
import type { BusinessRules } from './business-rules.ts'

/**
 * Sets apart what is none of the bot's business in chats of connected accounts: it is not stored, and the inbox keeps none of its
 * words. What may not be answered, because the right is missing, is kept without a wish for an answer. All else stays as it is,
 * and without a business chat among the updates nothing is asked of the database.
 */
export async function screenUpdates(
  tx: Tx,
  accountId: AccountId,
  updates: readonly InboundUpdate[],
  rules: BusinessRules | null,
): Promise<readonly InboundUpdate[]> {
  const ids = new Set(updates.flatMap(({ inbound }) => connectionIdOf(inbound) ?? []))
  if (ids.size === 0) return updates
  const known = await findConnections(tx, accountId, [...ids])
  return updates.map(update => {
    const id = connectionIdOf(update.inbound)
    return id === null ? update : { ...update, ...judge(update, known.get(id) ?? null, rules) }
  })
}

function judge(
  { inbound, raw }: InboundUpdate,
  connection: Connection | null,
  rules: BusinessRules | null,
): Pick<InboundUpdate, 'inbound' | 'raw'> {
  const chat = chatOf(inbound)
  if (chat === null) return { inbound, raw }
  const reason = rules === null ? 'business.off' : judgeChat(connection, chat.chatId, rules)
  if (reason !== null) return { inbound: { kind: 'ignored', reason }, raw: '{}' }
  const isMute = inbound.kind === 'message' && !mayUse(connection, 'can_reply')
  return { inbound: isMute ? { ...inbound, wantsAnswer: false } : inbound, raw }
}

function connectionIdOf(inbound: Inbound): string | null {
  const id = chatOf(inbound)?.businessConnectionId ?? ''
  return id === '' ? null : id
}

function chatOf(inbound: Inbound) {
  return 'chat' in inbound ? inbound.chat : null
}
