import { expireHolds, type Meeting } from '#capabilities/calendar'
import type { Tx } from '#shared/database'
import { formatStart, sayLine } from '../agent/index.ts'
import { findSpokenChat, sayInConversation } from '../say-in-conversation.ts'
import type { JobDeps } from './job.ts'

/** Ends the holds whose time is over and tells their clients, once. The freed time can be offered to others at once. */
export async function releaseHolds(deps: JobDeps): Promise<'done'> {
  const nowMs = deps.clock.now()
  await deps.database.transaction(async tx => {
    for (const meeting of await expireHolds(tx, nowMs)) await tellClient(tx, deps, meeting, nowMs)
  })
  return 'done'
}

async function tellClient(tx: Tx, deps: JobDeps, meeting: Meeting, nowMs: number): Promise<void> {
  const { conversationId } = meeting
  const chat = conversationId === null ? null : await findSpokenChat(tx, conversationId)
  // A human who has the chat says it in their own way.
  if (conversationId === null || chat === null || !chat.isReachable || chat.handler === 'human') return
  const language = chat.language ?? deps.settings.defaultLanguage
  const time = formatStart(meeting.startsAt, meeting.timeZone ?? deps.settings.timeZone, language)
  const markdown = sayLine(deps.playbook(chat.accountId), 'hold_expired', language, { time })
  const times = [{ words: time, at: meeting.startsAt }]
  const speech = { conversationId, key: `hold-expired:${meeting.id}`, role: 'assistant' as const, markdown, times }
  await sayInConversation(tx, speech, deps.render, nowMs)
}
