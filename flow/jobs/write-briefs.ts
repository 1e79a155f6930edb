import { claimDueBriefs, type Meeting, saveMeetingSummary } from '#capabilities/calendar'
import { readSummaries, readUserContexts, unknownUser } from '#capabilities/conversations'
import { readLeads } from '#capabilities/sales'
import { readClosings } from '#capabilities/secretary'
import type { Db } from '#shared/database'
import { recordEvents, stampEvents } from '#shared/events'
import type { BriefFacts } from '../brief/brief-facts.ts'
import { writeBrief } from '../brief/write-brief.ts'
import { findAccount } from '../ingest/find-account.ts'
import { briefKey, notifyOwner } from '../notify-owner.ts'
import { type JobDeps, jobBatch } from './job.ts'

/** Briefs the owner about meetings that were confirmed: stored once, sent in the same transaction. */
export async function writeBriefs(deps: JobDeps): Promise<'again' | 'done'> {
  const due = await deps.database.transaction(tx => claimDueBriefs(tx, deps.clock.now(), jobBatch))
  for (const meeting of due) await brief(deps, meeting)
  return due.length === jobBatch ? 'again' : 'done'
}

async function brief(deps: JobDeps, meeting: Meeting): Promise<void> {
  const facts = await readBriefFacts(deps.database.db, meeting)
  if (facts === null) return
  const { ownerId, sendsBriefs, timeZone } = deps.settings
  const playbook = deps.playbook(await findAccount(deps.database.db, meeting.conversationId))
  const [ru, en] = (['ru', 'en'] as const).map(language => writeBrief(facts, playbook, { language, timeZone }))
  const own = deps.settings.defaultLanguage === 'en' ? en : ru
  if (ru === undefined || en === undefined || own === undefined) return
  const nowMs = deps.clock.now()
  const events = await deps.database.transaction(async tx => {
    const isFirst = await saveMeetingSummary(tx, { meetingId: meeting.id, text: own.text, json: own.json }, nowMs)
    if (!isFirst) return []
    const notice = { ownerId, key: briefKey(meeting.id), words: { ru: ru.text, en: en.text } }
    if (sendsBriefs) await notifyOwner(tx, { ...deps, ...notice }, nowMs)
    const { conversationId } = meeting
    if (conversationId === null) return []
    const stamped = stampEvents(
      [{ type: 'meeting.summary_generated', conversationId, meetingId: meeting.id }],
      deps.clock,
      deps.newId,
    )
    await recordEvents(tx, stamped)
    return stamped
  })
  deps.bus.publish(events)
}

const readMessages = 100

/** Null when the lead is gone: then there is nobody to be briefed about. */
async function readBriefFacts(db: Db, meeting: Meeting): Promise<BriefFacts | null> {
  const person = await db
    .selectFrom('leads as l')
    .innerJoin('contacts as p', 'p.id', 'l.contact_id')
    .select(['p.id', 'p.user_id', 'p.channel', 'p.display_name', 'p.username'])
    .where('l.id', '=', meeting.leadId)
    .executeTakeFirst()
  const lead = person === undefined ? undefined : (await readLeads(db, [person.id])).get(person.id)
  if (person === undefined || lead === undefined) return null
  const users = await readUserContexts(db, [person.user_id])
  const { conversationId } = meeting
  const summaries = await readSummaries(db, conversationId === null ? [] : [conversationId])
  const closings = await readClosings(db, conversationId === null ? [] : [conversationId])
  const newest = await db
    .selectFrom('messages')
    .select(['role', 'content', 'timestamp'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(readMessages)
    .execute()
  return {
    meeting,
    lead,
    person: {
      userId: person.user_id,
      channel: person.channel,
      displayName: person.display_name,
      username: person.username,
    },
    user: users.get(person.user_id) ?? unknownUser,
    summary: conversationId === null ? null : (summaries.get(conversationId)?.text ?? null),
    writableUntil: conversationId === null ? null : (closings.get(conversationId) ?? null),
    messages: newest.reverse(),
  }
}
