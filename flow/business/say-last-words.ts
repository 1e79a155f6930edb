import { readUserContexts } from '#capabilities/conversations'
import type { LineName } from '#capabilities/sales'
import {
  type BusinessPlace,
  claimDueLastWords,
  type DueLastWord,
  judgeSend,
  postponeLastWord,
  readPlaces,
} from '#capabilities/secretary'
import type { AccountId, ConversationId, Tx } from '#shared/database'
import { sayLine } from '../agent/index.ts'
import { type JobDeps, jobBatch } from '../jobs/job.ts'
import { findSpokenChat, type SpokenChat, sayInConversation } from '../say-in-conversation.ts'
import { moveToWakingHours } from '../waking-hours.ts'
import type { BusinessIntake } from './apply-connection.ts'
import { formatClosing } from './plan-last-word.ts'

export type LastWordDeps = JobDeps & { readonly business: Pick<BusinessIntake, 'rules'> }

/**
 * Before Telegram's window for answers closes in a business chat, tells a client who waits for an answer, or has a meeting coming,
 * where to go on: in the bot's own chat, which knows no window. Once a window, by day, and never where a human has the chat.
 */
export async function sayLastWords(deps: LastWordDeps): Promise<'again' | 'done'> {
  const nowMs = deps.clock.now()
  const due = await deps.database.transaction(async tx => {
    const due = await claimDueLastWords(tx, nowMs, jobBatch)
    const places = await readPlaces(
      tx,
      due.map(({ conversationId }) => conversationId),
    )
    for (const one of due) await consider(tx, deps, { ...one, place: places.get(one.conversationId), nowMs })
    return due
  })
  if (due.length > 0) deps.logger.debug('business.last_words', { windows: due.length })
  return due.length === jobBatch ? 'again' : 'done'
}

/** How soon a window is looked at again while the AI is paused there: until then a human writes. */
const whilePausedMs = 15 * 60_000

type Candidate = DueLastWord & { readonly place: BusinessPlace | undefined; readonly nowMs: number }

async function consider(tx: Tx, deps: LastWordDeps, { place, nowMs, ...due }: Candidate): Promise<void> {
  const { conversationId, closesAt } = due
  if (place?.connection == null || judgeSend(place, deps.business.rules, nowMs) !== null) return
  if (place.connection.pausedAt !== null) return postponeLastWord(tx, due, nowMs + whilePausedMs)
  const chat = await findSpokenChat(tx, conversationId)
  if (chat === null || chat.handler === 'human' || !chat.isReachable) return
  const line = await findReason(tx, conversationId, chat, nowMs)
  if (line === null) return
  const users = await readUserContexts(tx, [chat.userId])
  const timeZone = users.get(chat.userId)?.timeZone ?? deps.settings.timeZone
  const wakingAt = moveToWakingHours(nowMs, timeZone)
  if (wakingAt !== nowMs) return postponeLastWord(tx, due, wakingAt)
  const { accountId } = place.connection
  const link = await findDeepLink(tx, accountId)
  if (link === null) return
  const language = chat.language ?? deps.settings.defaultLanguage
  const until = formatClosing(closesAt, timeZone)
  const markdown = sayLine(deps.playbook(accountId), line, language, { link, until })
  const key = `last-word:${conversationId}:${closesAt}`
  await sayInConversation(tx, { conversationId, key, role: 'assistant', markdown }, deps.render, nowMs)
}

/** A client who has what they wanted is left alone. */
async function findReason(tx: Tx, id: ConversationId, chat: SpokenChat, nowMs: number): Promise<LineName | null> {
  const question = await tx
    .selectFrom('open_questions')
    .select('id')
    .where('conversation_id', '=', id)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()
  if (chat.isWaiting || question !== undefined) return 'last_word_question'
  const meeting = await tx
    .selectFrom('meetings as m')
    .innerJoin('leads as l', 'l.id', 'm.lead_id')
    .innerJoin('conversations as c', 'c.contact_id', 'l.contact_id')
    .select('m.id')
    .where('c.id', '=', id)
    .where('m.status', '=', 'scheduled')
    .where('m.scheduled_at', '>', nowMs)
    .limit(1)
    .executeTakeFirst()
  return meeting === undefined ? null : 'last_word_meeting'
}

/** Opens the bot's own chat; null while the bot's name is not known. */
async function findDeepLink(tx: Tx, accountId: AccountId): Promise<string | null> {
  const account = await tx.selectFrom('accounts').select('username').where('id', '=', accountId).executeTakeFirst()
  const username = account?.username ?? null
  return username === null ? null : `https://t.me/${username}?start=continue`
}
