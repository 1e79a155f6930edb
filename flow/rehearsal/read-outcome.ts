import type { ConversationId, Db } from '#shared/database'

/** What stands in the tables of one client when they have gone. */
export interface Outcome {
  readonly handler: 'ai' | 'human'
  readonly isOptedOut: boolean
  readonly meetings: readonly { readonly status: string; readonly startsAt: number; readonly localStart: string }[]
  readonly consents: ReadonlyMap<string, boolean>
  readonly slots: ReadonlyMap<string, string>
  readonly openQuestions: number
}

/** Throws when there is no such conversation. `timeZone`: the zone of the business, in which meetings are told. */
export async function readOutcome(db: Db, id: ConversationId, timeZone: string): Promise<Outcome> {
  const client = await db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.handler', 'c.contact_id', 'p.opted_out_at'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  const meetings = await db
    .selectFrom('meetings')
    .select(['status', 'scheduled_at'])
    .where('conversation_id', '=', id)
    .orderBy('id')
    .execute()
  const consents = await db
    .selectFrom('consents')
    .select(['kind', 'granted'])
    .where('contact_id', '=', client.contact_id)
    .orderBy('id')
    .execute()
  const slots = await db
    .selectFrom('lead_slots as s')
    .innerJoin('leads as l', 'l.id', 's.lead_id')
    .select(['s.slot_name', 's.slot_value'])
    .where('l.contact_id', '=', client.contact_id)
    .execute()
  const questions = await db.selectFrom('open_questions').select('id').where('conversation_id', '=', id).execute()
  return {
    handler: client.handler,
    isOptedOut: client.opted_out_at !== null,
    meetings: meetings.map(({ status, scheduled_at: startsAt }) => ({
      status,
      startsAt,
      localStart: toLocal(startsAt, timeZone),
    })),
    consents: new Map(consents.map(({ kind, granted }) => [kind, granted === 1])),
    slots: new Map(slots.map(({ slot_name, slot_value }) => [slot_name, slot_value])),
    openQuestions: questions.length,
  }
}

/** 2026-01-16T15:00 */
function toLocal(instant: number, timeZone: string): string {
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return formatter.format(instant).replace(' ', 'T')
}
