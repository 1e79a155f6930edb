import { appendMessages } from '#capabilities/conversations'
import type { ConversationId, Tx } from '#shared/database'
import { sayLine } from '../agent/index.ts'
import { enqueueParts } from '../outbox.ts'
import type { PlaybookOf } from '../playbook-of.ts'
import type { Render } from '../speaker/render.ts'

export interface SpeechDeps {
  readonly playbook: PlaybookOf
  readonly render: Render
  /** The language of a client of whom nothing else is known. */
  readonly defaultLanguage: string
}

interface Notice {
  readonly untilMs: number
  readonly message: { readonly conversationId: ConversationId }
}

const minuteMs = 60_000

/** Tells clients, once a block, that their answer comes after it. False when there is nobody who may be written to. */
export async function sayTooMany(
  tx: Tx,
  deps: SpeechDeps,
  notices: readonly Notice[],
  nowMs: number,
): Promise<boolean> {
  const chats = await findReachableChats(
    tx,
    notices.map(({ message }) => message.conversationId),
  )
  const spoken = notices.flatMap(({ untilMs, message }) => {
    const chat = chats.get(message.conversationId)
    if (chat === undefined) return []
    const minutes = String(Math.ceil((untilMs - nowMs) / minuteMs))
    const language = chat.language ?? deps.defaultLanguage
    const markdown = sayLine(deps.playbook(chat.account_id), 'too_many', language, { minutes })
    return [{ ...chat, markdown, keyPrefix: `too-many:${chat.id}:${untilMs}` }]
  })
  const messages = await appendMessages(
    tx,
    spoken.map(({ id, markdown }) => ({ ...ourMessage, conversationId: id, content: markdown, timestamp: nowMs })),
  )
  const messageOf = new Map(messages.map(message => [message.conversationId, message.id]))
  const replies = spoken.map(({ id, account_id: accountId, channel, markdown, keyPrefix }) => ({
    keyPrefix,
    accountId,
    conversationId: id,
    turnId: null,
    messageId: messageOf.get(id) ?? null,
    parts: deps.render(channel, markdown, {}),
  }))
  await enqueueParts(tx, replies, nowMs)
  return replies.length > 0
}

const ourMessage = {
  role: 'assistant',
  kind: 'text',
  externalId: null,
  contactId: null,
  turnId: null,
  metadata: null,
} as const

/** Not those who have opted out or blocked us: they asked not to be written to. */
async function findReachableChats(tx: Tx, ids: readonly ConversationId[]) {
  const rows = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.id', 'c.account_id', 'c.language', 'a.channel'])
    .where('c.id', 'in', ids)
    .where('p.opted_out_at', 'is', null)
    .where('p.is_blocked', '=', 0)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}
