import type { Meeting } from '#capabilities/calendar'
import type { Tx } from '#shared/database'
import { formatStart, sayLine } from '../../agent/index.ts'
import { findSpokenChat, sayInConversation } from '../../say-in-conversation.ts'
import { findWritableChat } from '../find-obstacle.ts'
import type { MeetingDesk } from './meeting-desk.ts'
import type { Notice } from './notice.ts'

export interface MeetingNews {
  readonly meeting: Meeting
  readonly line: 'booked' | 'cancelled' | 'rescheduled'
}

/** Tells a client, in their language and zone, what became of their meeting, with its calendar file. Once for each change. */
export async function tellClient(
  tx: Tx,
  desk: MeetingDesk,
  { meeting, line }: MeetingNews,
  nowMs: number,
): Promise<Notice> {
  const { conversationId } = meeting
  const writable = conversationId === null ? null : await findWritableChat(tx, conversationId, nowMs)
  const chat = conversationId === null ? null : await findSpokenChat(tx, conversationId)
  if (conversationId === null || writable === null || chat === null)
    return { kind: 'not-queued', because: 'lead.no_conversation' }
  if (writable.obstacle !== null) return { kind: 'not-queued', because: writable.obstacle }
  const language = chat.language ?? desk.defaultLanguage
  const time = formatStart(meeting.startsAt, meeting.timeZone ?? desk.timeZone, language)
  const speech = {
    conversationId,
    key: `meeting.${line}:${meeting.id}:${meeting.sequence}`,
    role: 'assistant' as const,
    markdown: sayLine(desk.playbook(chat.accountId), line, language, { time }),
    times: [{ words: time, at: meeting.startsAt }],
    document: {
      fileName: 'meeting.ics',
      mimeType: 'text/calendar',
      content: desk.writeInvitation(meeting, language, line === 'cancelled'),
    },
  }
  await sayInConversation(tx, speech, desk.render, nowMs)
  return { kind: 'queued', accountId: writable.accountId }
}
