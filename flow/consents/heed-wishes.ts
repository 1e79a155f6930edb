import type { HumanChat } from '#capabilities/conversations'
import { cancelFollowUps, type DetectLanguage } from '#capabilities/sales'
import type { ContactId, LeadId, MessageId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { chooseLanguage, sayLine } from '../agent/index.ts'
import type { PlaybookOf } from '../playbook-of.ts'
import { sayInConversation } from '../say-in-conversation.ts'
import type { Render } from '../speaker/render.ts'
import { readWish, type Wish } from './read-wish.ts'
import { saveConsent } from './save-consent.ts'

export interface HeedDeps {
  readonly playbook: PlaybookOf
  readonly detectLanguage: DetectLanguage
  readonly render: Render
  readonly settings: { readonly defaultLanguage: string }
}

/** A wish that was not so before. */
export interface HeededWish {
  readonly wish: Wish
  readonly events: readonly EventBody[]
}

interface StatedWish {
  readonly wish: Wish
  readonly contactId: ContactId
  readonly messageId: MessageId
}

/**
 * Heeds what the clients of a chat that a human has wish about being written to. An opt-out counts from this commit on, and is
 * confirmed in the words with which the AI would; they name /start as the way back, so that counts, too. It is not answered:
 * what else is said there is up to the human. No model is asked.
 */
export async function heedWishes(
  tx: Tx,
  chat: HumanChat,
  deps: HeedDeps,
  nowMs: number,
): Promise<readonly HeededWish[]> {
  const heeded: HeededWish[] = []
  for (const stated of findWishes(chat)) {
    if (await isSoAlready(tx, stated)) continue
    heeded.push({ wish: stated.wish, events: await heed(tx, chat, stated, deps, nowMs) })
  }
  return heeded
}

/** The newest wish of each who states one. */
function findWishes({ messages, chatType }: HumanChat): readonly StatedWish[] {
  const newest = new Map<ContactId, StatedWish>()
  for (const message of messages) {
    const { contactId, id: messageId } = message
    const wish = contactId === null ? null : readWish(message, chatType)
    if (contactId !== null && wish !== null) newest.set(contactId, { wish, contactId, messageId })
  }
  return [...newest.values()]
}

async function isSoAlready(tx: Tx, { wish, contactId }: StatedWish): Promise<boolean> {
  const contact = await tx
    .selectFrom('contacts')
    .select('opted_out_at')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  return (contact.opted_out_at === null) === (wish === 'opt-in')
}

async function heed(
  tx: Tx,
  chat: HumanChat,
  { wish, contactId, messageId }: StatedWish,
  deps: HeedDeps,
  nowMs: number,
): Promise<readonly EventBody[]> {
  const { conversationId } = chat
  const playbook = deps.playbook(chat.accountId)
  const stopped = sayLine(playbook, 'stopped', chooseLanguage(chat, deps))
  const events = await saveConsent(tx, conversationId, {
    contactId,
    kind: 'messages',
    granted: wish === 'opt-in',
    text: stopped,
    textVersion: playbook.version,
    messageId,
    occurredAt: nowMs,
  })
  if (wish === 'opt-in') return events
  await cancelFollowUps(tx, await findLeads(tx, contactId), 'client.opted_out', nowMs)
  const confirmation = { conversationId, key: `opt-out:${messageId}`, role: 'assistant', markdown: stopped } as const
  await sayInConversation(tx, confirmation, deps.render, nowMs)
  return events
}

/** They may be led in another chat, by the AI. */
async function findLeads(tx: Tx, contactId: ContactId): Promise<readonly LeadId[]> {
  const rows = await tx.selectFrom('leads').select('id').where('contact_id', '=', contactId).execute()
  return rows.map(row => row.id)
}
