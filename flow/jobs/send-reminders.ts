import { claimDueReminders, type DueReminder } from '#capabilities/calendar'
import type { Tx } from '#shared/database'
import { formatStart, sayLine } from '../agent/index.ts'
import { findOpenPlace } from '../business/find-obstacles.ts'
import { tellOfUnsentReminder } from '../business/tell-of-unsent-reminder.ts'
import { findSpokenChat, sayInConversation } from '../say-in-conversation.ts'
import { type JobDeps, jobBatch } from './job.ts'

/**
 * Reminds clients of their meetings, each reminder at most once: it is taken in the transaction that queues its words. Also while a
 * human has the chat: the booking is a promise to the client, whoever talks to them meanwhile.
 */
export async function sendReminders(deps: JobDeps): Promise<'again' | 'done'> {
  const nowMs = deps.clock.now()
  const { reminderHours } = deps.settings
  const isMore = await deps.database.transaction(async tx => {
    const due = await claimDueReminders(tx, { limit: jobBatch, reminderHours }, nowMs)
    for (const reminder of due.reminders) await remind(tx, deps, reminder, nowMs)
    return due.isMore
  })
  return isMore ? 'again' : 'done'
}

const dayHours = 20

async function remind(tx: Tx, deps: JobDeps, { meeting, hoursBefore }: DueReminder, nowMs: number): Promise<void> {
  const { conversationId } = meeting
  const chat = conversationId === null ? null : await findSpokenChat(tx, conversationId)
  if (conversationId === null || chat === null || !chat.isReachable) return
  const place = await findOpenPlace(tx, conversationId, deps.business, nowMs)
  const language = chat.language ?? deps.settings.defaultLanguage
  const time = formatStart(meeting.startsAt, meeting.timeZone ?? deps.settings.timeZone, language)
  const name = hoursBefore >= dayHours ? 'reminder_day' : 'reminder_hour'
  const markdown = sayLine(deps.playbook(chat.accountId), name, language, { time })
  const key = `reminder:${meeting.id}:${meeting.sequence}:${hoursBefore}`
  if (place === null)
    return tellOfUnsentReminder(
      tx,
      deps,
      { conversationId, key, name: chat.displayName, startsAt: meeting.startsAt },
      nowMs,
    )
  const times = [{ words: time, at: meeting.startsAt }]
  await sayInConversation(tx, { conversationId: place, key, role: 'assistant', markdown, times }, deps.render, nowMs)
}
