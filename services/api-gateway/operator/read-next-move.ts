import {
  findConversationSummary,
  findNextMove,
  judgeRehearsal,
  type NextMove,
  type Rehearsal,
  type RehearsalVerdict,
  readMind,
} from '#flow'
import type { ConversationId, Db, MessageId } from '#shared/database'
import { type ChatMessage, findChat, readChat } from '../read-chat.ts'
import type { RouteContext } from '../route-context.ts'

interface Rehearsing {
  readonly dialogue: Rehearsal
  readonly chatId: string
  /** How many steps of it were begun. */
  readonly begun: number
}

interface PressedButton {
  readonly text: string
  readonly data: string
  readonly messageId: MessageId
}

/** busy: the agent is still answering. `verdict`: null until the dialogue is at its end. */
export type StandingMove =
  | { readonly kind: 'busy' }
  | { readonly kind: 'ready'; readonly next: NextMove<PressedButton>; readonly verdict: RehearsalVerdict | null }

const beforeTheFirst = {
  mind: { asked: null, pending: null, offered: [], meetings: [] },
  ...{ buttons: [], pressable: [], heard: '', moves: 0 },
}
// More than a dialogue of the longest patience, with two messages to each of its moves.
const mostMessages = 200

/** What the client of a dialogue does next in a test chat, as its rows have it; at the end, what it came to. */
export async function readNextMove(
  { database: { db }, webchat }: Pick<RouteContext, 'database' | 'webchat'>,
  { dialogue, chatId, begun }: Rehearsing,
): Promise<StandingMove> {
  const conversationId = await findChat(db, webchat.accountId, chatId)
  if (conversationId === null) {
    return { kind: 'ready', next: findNextMove<PressedButton>(dialogue, begun, beforeTheFirst), verdict: null }
  }
  if (await isOnItsWay(db, conversationId)) return { kind: 'busy' }
  const { items } = await readChat(db, conversationId, { position: { kind: 'newest' }, limit: mostMessages })
  const mind = await readMind(db, conversationId)
  const next = findNextMove(dialogue, begun, { mind, ...readStanding(items) })
  if (next.move.kind !== 'end') return { kind: 'ready', next, verdict: null }
  const said = items.filter(({ role }) => role === 'assistant').map(({ text }) => text)
  return { kind: 'ready', next, verdict: await judgeRehearsal(db, dialogue, { conversationId, said }) }
}

/** An answer is thought of, or has not left yet. */
async function isOnItsWay(db: Db, id: ConversationId): Promise<boolean> {
  const conversation = await findConversationSummary(db, id)
  if (conversation?.isAiAnswering === true) return true
  const open = await db
    .selectFrom('outbound')
    .select('id')
    .where('conversation_id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

function readStanding(items: readonly ChatMessage[]) {
  const answer = items.slice(items.findLastIndex(({ role }) => role === 'user') + 1)
  const newest = items.findLast(({ buttons }) => buttons.length > 0)
  return {
    buttons: answer.findLast(({ buttons }) => buttons.length > 0)?.buttons.flat() ?? [],
    pressable: newest === undefined ? [] : newest.buttons.flat().map(button => ({ ...button, messageId: newest.id })),
    heard: answer.map(({ text }) => text).join('\n'),
    moves: items.filter(({ role }) => role === 'user').length,
  }
}
