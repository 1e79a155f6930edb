import { isPausedAt, readUserContexts } from '#capabilities/conversations'
import {
  claimDueFollowUps,
  type DueFollowUp,
  nextFollowUp,
  scheduleFollowUps,
  settleFollowUp,
} from '#capabilities/sales'
import type { AccountId, Tx } from '#shared/database'
import { commitEvents, type EventBody } from '#shared/events'
import { inLanguage } from '../agent/index.ts'
import { findOpenPlace } from '../business/find-obstacles.ts'
import { findSpokenChat, type SpokenChat, sayInConversation } from '../say-in-conversation.ts'
import { moveToWakingHours } from '../waking-hours.ts'
import { type JobDeps, jobBatch } from './job.ts'

/** Writes to clients who have gone quiet: each follow-up at most once, never at night, never after an answer. */
export async function sendFollowUps(deps: JobDeps): Promise<'again' | 'done'> {
  const nowMs = deps.clock.now()
  const count = await commitEvents(deps, async (tx, tell) => {
    const due = await claimDueFollowUps(tx, nowMs, jobBatch)
    for (const followUp of due) tell(...(await follow(tx, deps, followUp, nowMs)))
    return due.length
  })
  return count === jobBatch ? 'again' : 'done'
}

/** How soon it is looked at again while the AI is paused: who writes then is a human. */
const whilePausedMs = 15 * 60_000

async function follow(tx: Tx, deps: JobDeps, followUp: DueFollowUp, nowMs: number): Promise<readonly EventBody[]> {
  const { id, conversationId, leadId, number } = followUp
  const settle = async (settlement: Parameters<typeof settleFollowUp>[2]) => {
    await settleFollowUp(tx, id, settlement, nowMs)
    return []
  }
  const cancel = (reason: string) => settle({ kind: 'cancelled', reason })
  const chat = await findSpokenChat(tx, conversationId)
  if (chat === null) return cancel('conversation.gone')
  if (await isPausedAt(tx, conversationId)) return settle({ kind: 'postponed', dueAt: nowMs + whilePausedMs })
  const words = deps.playbook(chat.accountId).followUps[followUp.number - 1]?.text
  if (words === undefined) return cancel('playbook.changed')
  const obstacle = findObstacle(chat)
  if (obstacle !== null) return cancel(obstacle)
  const place = await findOpenPlace(tx, conversationId, deps.business, nowMs)
  if (place === null) return cancel('business.not_open')
  const timeZone = await findTimeZone(tx, deps, chat)
  const wakingAt = moveToWakingHours(nowMs, timeZone)
  if (wakingAt !== nowMs) return settle({ kind: 'postponed', dueAt: wakingAt })
  const markdown = inLanguage(words, chat.language ?? deps.settings.defaultLanguage)
  const speech = { conversationId: place, key: `follow-up:${id}`, role: 'assistant', markdown } as const
  await sayInConversation(tx, speech, deps.render, nowMs)
  await planNext(tx, deps, { ...followUp, accountId: chat.accountId, timeZone }, nowMs)
  return [{ type: 'follow_up.sent', conversationId, leadId, number }]
}

/** The client's own zone where they told it, else the business's. */
async function findTimeZone(tx: Tx, { settings }: JobDeps, { userId }: SpokenChat): Promise<string> {
  const users = await readUserContexts(tx, [userId])
  return users.get(userId)?.timeZone ?? settings.timeZone
}

/** The client's answer cancels it in its turn; until that turn is done, the waiting message says the same. */
function findObstacle(chat: SpokenChat): string | null {
  if (chat.handler === 'human') return 'human.has_the_chat'
  if (chat.isWaiting) return 'client.answered'
  return chat.isReachable ? null : 'client.unreachable'
}

interface SentFollowUp extends DueFollowUp {
  readonly accountId: AccountId
  readonly timeZone: string
}

async function planNext(
  tx: Tx,
  deps: JobDeps,
  { leadId, conversationId, number, stage, accountId, timeZone }: SentFollowUp,
  nowMs: number,
): Promise<void> {
  const next = nextFollowUp(deps.playbook(accountId).followUps, { stage, sent: number, lastMessageAt: nowMs })
  if (next === null) return
  const dueAt = moveToWakingHours(next.dueAt, timeZone)
  await scheduleFollowUps(tx, [{ leadId, conversationId, number: next.number, stage, dueAt }], nowMs)
}
