import type { Db } from '#shared/database'
import { flowSettings } from '../../flow-harness.ts'
import type { Stage } from '../stage/open-stage.ts'

/** What stands in the tables when the client has gone. */
export interface Outcome {
  readonly handler: 'ai' | 'human'
  readonly isOptedOut: boolean
  readonly meetings: readonly { readonly status: string; readonly startsAt: number; readonly localStart: string }[]
  readonly consents: ReadonlyMap<string, boolean>
  readonly slots: ReadonlyMap<string, string>
  readonly openQuestions: number
  /** What the owner was told. */
  readonly ownerNotices: readonly string[]
  /** The zone that the client named, if they did. */
  readonly clientZones: readonly string[]
  readonly turns: number
  readonly tokens: number
}

export async function readOutcome({ flow, timeZone }: Stage): Promise<Outcome> {
  const { db } = flow.database
  const client = await db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.id', 'c.handler', 'c.contact_id', 'p.opted_out_at'])
    .where('c.user_id', '!=', flowSettings.ownerId)
    .executeTakeFirstOrThrow()
  const meetings = await db.selectFrom('meetings').select(['status', 'scheduled_at']).orderBy('id').execute()
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
  const turns = await db
    .selectFrom('turns')
    .select(['prompt_tokens', 'completion_tokens'])
    .where('conversation_id', '=', client.id)
    .execute()
  const questions = await db.selectFrom('open_questions').select('id').execute()
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
    // The first is the answer to the owner's /start.
    ownerNotices: flow.channel.textsIn(String(flowSettings.ownerId)).slice(1),
    clientZones: await readZones(db),
    turns: turns.length,
    tokens: turns.reduce((sum, turn) => sum + (turn.prompt_tokens ?? 0) + (turn.completion_tokens ?? 0), 0),
  }
}

async function readZones(db: Db): Promise<readonly string[]> {
  const users = await db.selectFrom('user_context').select('context_data').execute()
  return users.flatMap(({ context_data: data }) => {
    const { time_zone: zone } = JSON.parse(data ?? '{}') as { readonly time_zone?: string | null }
    return typeof zone === 'string' ? [zone] : []
  })
}

/** 2026-01-16T15:00 */
export function toLocal(instant: number, timeZone: string): string {
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return formatter.format(instant).replace(' ', 'T')
}
