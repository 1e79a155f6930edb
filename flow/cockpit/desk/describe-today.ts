import { type SqlBool, sql } from 'kysely'
import { DateTime } from 'luxon'
import type { AccountId, Db } from '#shared/database'
import { asWritten, type CommandAnswer, formatStart } from '../../agent/index.ts'
import { readCrew } from '../crew.ts'
import type { DeskRequest } from './cockpit-desk.ts'

const mostNamed = 8

/** What the day holds: meetings, whom a human talks with, who is new, and what waits for a decision. */
export async function describeToday({ desk, language, facts }: DeskRequest): Promise<CommandAnswer> {
  const { db } = desk.database
  const crew = await readCrew(db, desk.crew)
  const now = DateTime.fromMillis(desk.clock.now(), { zone: desk.timeZone })
  const day = { from: now.startOf('day').toMillis(), to: now.endOf('day').toMillis() }
  const isOwner = facts.turn.userId === desk.crew.ownerId && facts.turn.chatType === 'private'
  // An operator sees the day of the bot they write to; the owner that of the house.
  const accountId = isOwner ? null : facts.turn.accountId
  const [meetings, handedOver, created, drafts] = await Promise.all([
    listMeetings(db, day, accountId),
    listHandedOver(db, accountId),
    countLeads(db, day, [...crew.operatorIds, crew.ownerId ?? 0]),
    countDrafts(db, day.from),
  ])
  const isRussian = language === 'ru'
  const lines = [
    isRussian
      ? `**Сегодня**: новых клиентов ${created}, ответов ждут решения ${drafts}`
      : `**Today**: ${created} new leads, ${drafts} answers wait for a decision`,
    list(
      isRussian ? 'Встречи' : 'Meetings',
      meetings.map(row => `${formatStart(row.scheduled_at, desk.timeZone, language)} — ${asWritten(row.name ?? '—')}`),
      isRussian ? 'встреч нет' : 'no meetings',
    ),
    list(
      isRussian ? 'Ведёт человек' : 'With a human',
      handedOver.map(row => {
        const waits = row.unanswered_since === null ? '' : isRussian ? ' · ждёт ответа' : ' · waits for an answer'
        return `${asWritten(row.display_name ?? '—')} (${isRussian ? 'разговор' : 'conversation'} ${row.id})${waits}`
      }),
      isRussian ? 'никого' : 'nobody',
    ),
  ]
  return { text: lines.join('\n\n'), actions: [] }
}

function list(title: string, rows: readonly string[], none: string): string {
  return rows.length === 0 ? `${title}: ${none}` : [`**${title}**`, ...rows.map(row => `- ${row}`)].join('\n')
}

function listMeetings(db: Db, day: { readonly from: number; readonly to: number }, accountId: AccountId | null) {
  return db
    .selectFrom('meetings as m')
    .innerJoin('leads as l', 'l.id', 'm.lead_id')
    .leftJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.scheduled_at', 'l.name'])
    .where('m.status', '=', 'scheduled')
    .where('m.scheduled_at', '>=', day.from)
    .where('m.scheduled_at', '<=', day.to)
    .$if(accountId !== null, query => query.where('c.account_id', '=', accountId as AccountId))
    .orderBy('m.scheduled_at')
    .limit(mostNamed)
    .execute()
}

function listHandedOver(db: Db, accountId: AccountId | null) {
  return (
    db
      .selectFrom('conversations as c')
      .innerJoin('contacts as p', 'p.id', 'c.contact_id')
      .select(['c.id', 'c.unanswered_since', 'p.display_name'])
      // The very words of the partial index.
      .where(sql<SqlBool>`c.handler = 'human'`)
      .$if(accountId !== null, query => query.where('c.account_id', '=', accountId as AccountId))
      .orderBy('c.last_message_at', 'desc')
      .limit(mostNamed)
      .execute()
  )
}

/** People of the business who try their bot are none. */
async function countLeads(
  db: Db,
  day: { readonly from: number; readonly to: number },
  colleagues: readonly number[],
): Promise<number> {
  const row = await db
    .selectFrom('leads')
    .select(eb => eb.fn.countAll().as('count'))
    .where('deleted_at', 'is', null)
    .where('created_at', '>=', day.from)
    .where('created_at', '<=', day.to)
    .where('user_id', 'not in', colleagues)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function countDrafts(db: Db, from: number): Promise<number> {
  const row = await db
    .selectFrom('cockpit_drafts')
    .select(eb => eb.fn.countAll().as('count'))
    .where('state', '=', 'waiting')
    .where('created_at', '>=', from)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
