import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { createMemoryCalendar, syncDueMeetings } from '#capabilities/calendar'
import { type ContactId, type Database, indexMessages } from '#shared/database'
import { createFakeClock, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import type { Client } from '../../testing/meet-clients.ts'
import { findText, plantCanaries } from '../../testing/plant-canaries.ts'
import { forgetContact } from './forget-contact.ts'

const canary = 'xqzcanary'
const userId = 7_123_456_789

// Whole dialogues are played for these.
vi.setConfig({ testTimeout: 120_000 })

describeEachDatabase('forgetting a client', open => {
  async function meet(flow: FlowHarness, person: number): Promise<{ client: FlowClient; ids: Client }> {
    const client = createFlowClient(flow, person)
    await client.write('Здравствуйте, сколько стоит внедрение?')
    const { db } = flow.database
    const { id, contact_id } = await db
      .selectFrom('conversations')
      .select(['id', 'contact_id'])
      .where('user_id', '=', person)
      .executeTakeFirstOrThrow()
    return { client, ids: { contactId: contact_id, conversationId: id, leadId: await client.leadId() } }
  }

  const forget = (flow: FlowHarness, id: ContactId) =>
    forgetContact({ ...flow.jobs, ownerId: flowSettings.ownerId }, id, 'cli')

  /** Somebody with a row in every table that can hold one. */
  async function live(flow: FlowHarness): Promise<Client> {
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('/start')
    const { client, ids } = await meet(flow, userId)
    await client.write('Меня зовут Анна, телефон +7 999 123-45-67, бюджет 300 тысяч')
    await client.write(`Позовите человека, я ${canary}`)
    await fill(flow.database, ids)
    await owner.write('/status')
    return ids
  }

  async function fill({ db }: Database, { contactId, conversationId, leadId }: Client): Promise<void> {
    const statements = [
      sql`insert into lead_notes (lead_id, author, text, created_at) values (${leadId}, 'key:1', 'x', 1)`,
      sql`insert into lead_slots (lead_id, slot_name, slot_value, confidence, source, extracted_at, updated_at)
        values (${leadId}, 'planted', 'x', 1, 'rule', 1, 1)`,
      sql`insert into meetings (lead_id, conversation_id, scheduled_at, status, calendar, calendar_event_id, title, created_at, updated_at)
        values (${leadId}, ${conversationId}, 1, 'scheduled', 'google', 'outside-1', 'x', 1, 1)`,
      sql`insert into meeting_summaries (meeting_id, summary_text, summary_json, created_at) select id, 'x', '{}', 1 from meetings`,
      sql`insert into calendar_slices (calendar, slice_at, meeting_id) select 'owner', 1, id from meetings`,
      sql`insert into conversation_summaries (conversation_id, summary_text, cutoff_message_id, created_at, updated_at)
        values (${conversationId}, 'x', 1, 1, 1)`,
      sql`insert into conversation_metrics (conversation_id, updated_at) values (${conversationId}, 1)`,
      sql`insert into consents (contact_id, kind, granted, text, text_version, occurred_at) values (${contactId}, 'messages', 1, 'x', '1', 1)`,
      sql`insert into user_context (user_id, context_data, updated_at) values (${userId}, '{}', 1) on conflict do nothing`,
      sql`insert into open_questions (conversation_id, question, asked_at) values (${conversationId}, 'x', 1)`,
      sql`insert into promises (conversation_id, kind, claim, source, made_at) values (${conversationId}, 'price', 'x', 'x', 1)`,
      sql`insert into follow_ups (lead_id, conversation_id, number, stage, due_at, state, created_at)
        values (${leadId}, ${conversationId}, 1, 'x', 1, 'cancelled', 1)`,
      sql`insert into lead_metrics (lead_id, tally, updated_at) values (${leadId}, '{}', 1) on conflict do nothing`,
      sql`insert into flood_wait_history (wait_seconds, occurred_at, chat_id) values (1, 1, ${String(userId)})`,
      sql`insert into outbound (key, account_id, conversation_id, payload, state, not_before, created_at)
        select 'brief:' || id || ':0', 1, (select id from conversations where user_id = ${flowSettings.ownerId}), ${canary}, 'queued', 1, 1
        from meetings`,
      sql`insert into idempotent_requests (actor, idempotency_key, request_hash, status, body, created_at, expires_at)
        values ('key:1', 'k', 'h', 201, ${JSON.stringify({ id: leadId, user_id: userId, name: canary })}, 1, 2)`,
    ]
    for (const statement of statements) await statement.execute(db)
  }

  it('leaves no word of theirs in any table', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { db } = flow.database
    await flow.receive({
      ...textUpdate('Привет', { userId }),
      raw: JSON.stringify({ message: { from: { id: userId, first_name: canary }, text: canary } }),
    })
    const client = await live(flow)
    await flow.receive({
      ...textUpdate('Ответ', { userId: flowSettings.ownerId }),
      raw: JSON.stringify({ message: { from: { id: flowSettings.ownerId }, text: `${canary} User ${userId}` } }),
    })
    const planted = await plantCanaries(flow.database, client, canary)
    await indexMessages(flow.database)
    // What must be there for the test to say anything.
    for (const column of [
      ...['contacts.display_name', 'contacts.username', 'conversations.username', 'messages.content'],
      ...['messages.message_metadata', 'leads.name', 'leads.contact', 'lead_slots.slot_value', 'lead_notes.text'],
      ...['sales_events.event_data', 'sales_stages.stage_metadata', 'meetings.title', 'meeting_summaries.summary_text'],
      ...['conversation_summaries.summary_text', 'conversation_metrics.top_themes', 'user_context.context_data'],
      ...['outbound.payload', 'consents.text', 'open_questions.question', 'promises.claim', 'dialogue_states.state'],
      ...['follow_ups.reason', 'rate_limits.last_message_content', 'turns.reason'],
    ])
      expect(planted).toContain(column)
    expect((await findText(flow.database, canary)).length).toBeGreaterThan(20)
    expect(await forget(flow, client.contactId)).toMatchObject({ conversations: 1, leads: 1, meetings: 1 })
    expect(await findText(flow.database, canary)).toEqual([])
    expect(await findText(flow.database, `User ${userId}`)).toEqual([])
    const [entry] = await db.selectFrom('audit_log').selectAll().execute()
    expect(entry).toMatchObject({ actor: 'cli', action: 'contact.forget', target: `contact:${client.contactId}` })
    // The log of events keeps what happened, and names nobody.
    expect(await findText(flow.database, String(userId))).toEqual([])
  })

  it('leaves everybody else as they were', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { ids: other } = await meet(flow, 8_000_000_001)
    const client = await live(flow)
    const dump = async () => {
      const { db } = flow.database
      const inChat = ['messages', 'outbound', 'turns', 'dialogue_states'] as const
      const chats = await Promise.all(
        inChat.map(table =>
          sql`select * from ${sql.table(table)} where conversation_id = ${other.conversationId}`.execute(db),
        ),
      )
      const lead = await db.selectFrom('leads').selectAll().where('id', '=', other.leadId).execute()
      const limits = await db.selectFrom('rate_limits').selectAll().where('user_id', '=', 8_000_000_001).execute()
      return JSON.stringify([chats.map(result => result.rows), lead, limits])
    }
    const before = await dump()
    await forget(flow, client.contactId)
    expect(await dump()).toBe(before)
  })

  it('is safe to repeat, and of somebody unknown', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { ids } = await meet(flow, userId)
    expect(await forget(flow, ids.contactId)).not.toBeNull()
    expect(await forget(flow, ids.contactId)).toBeNull()
    expect(await forget(flow, 4711 as ContactId)).toBeNull()
  })

  it('sends nothing more, and lets no answer under way be committed', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { ids } = await meet(flow, userId)
    const release = flow.model.hold()
    await flow.receive(textUpdate('А какие у вас сроки внедрения?', { userId }))
    await flow.pass(2000)
    const heard = flow.channel.partsIn(String(userId)).length
    await forget(flow, ids.contactId)
    release()
    await flow.pass(5_000)
    expect(flow.channel.partsIn(String(userId))).toHaveLength(heard)
    const { db } = flow.database
    for (const table of ['conversations', 'messages', 'turns', 'outbound', 'leads'] as const)
      expect((await sql`select * from ${sql.table(table)}`.execute(db)).rows).toEqual([])
  })

  it('tells listeners and the log whom to erase, and nothing of them', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { ids } = await meet(flow, userId)
    const heard: unknown[] = []
    flow.bus.subscribe('contact.forgotten', event => void heard.push(event))
    await forget(flow, ids.contactId)
    await forget(flow, ids.contactId)
    expect(heard).toMatchObject([{ conversationId: null, contactId: ids.contactId }])
    const [kept] = await flow.database.db.selectFrom('events').selectAll().orderBy('id', 'desc').limit(1).execute()
    expect(kept).toMatchObject({ type: 'contact.forgotten', conversation_id: null })
    expect(JSON.stringify(kept)).not.toContain(String(userId))
  })

  it('meets the person anew when they write again', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { client, ids } = await meet(flow, userId)
    await forget(flow, ids.contactId)
    expect((await client.write('Здравствуйте')).length).toBeGreaterThan(0)
    expect(await client.leadId()).not.toBe(ids.leadId)
  })

  it('takes their meetings out of the outside calendar, however often that has to be tried', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { database } = flow
    const clock = createFakeClock(flow.clock.now())
    const { ids } = await meet(flow, userId)
    const calendar = createMemoryCalendar()
    await sql`insert into meetings (lead_id, scheduled_at, status, calendar, sync_due_at, title, created_at, updated_at)
      values (${ids.leadId}, ${clock.now() + 1e9}, 'scheduled', ${calendar.name}, 1, 'Анна', 1, 1)`.execute(database.db)
    const sync = () =>
      syncDueMeetings({
        ...{ database, calendar, clock, logger: silentLogger, signal: AbortSignal.timeout(5000) },
        describe: async () => 'Анна',
      })
    await sync()
    expect(calendar.entries.size).toBe(1)
    await forget(flow, ids.contactId)
    calendar.failWith({ kind: 'unavailable', code: 'down' })
    await sync()
    calendar.failWith(null)
    await sync()
    expect(calendar.entries.size).toBe(1)
    await clock.advance(3 * 60_000)
    await sync()
    expect(calendar.entries.size).toBe(0)
    expect(await database.db.selectFrom('calendar_removals').selectAll().execute()).toEqual([])
  })

  it('leaves to a group what the others said in it', async () => {
    const flow = await startFlow(await open(), { isSwept: false })
    const { db } = flow.database
    const inGroup = (text: string, person: number) => {
      const update = textUpdate(text, { userId: person })
      if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
      const chat = { businessConnectionId: '', chatId: '-100', topicId: '', chatType: 'group' as const }
      return { ...update, inbound: { ...update.inbound, chat, wantsAnswer: false } }
    }
    await flow.receive(inGroup('first words', userId), inGroup('other words', 8_000_000_001))
    const { id } = await db.selectFrom('contacts').select('id').where('user_id', '=', userId).executeTakeFirstOrThrow()
    await forget(flow, id)
    const messages = await db.selectFrom('messages').select('content').execute()
    expect(messages).toEqual([{ content: 'other words' }])
  })
})
