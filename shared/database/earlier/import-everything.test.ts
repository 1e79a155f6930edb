import { describe, expect, it } from 'vitest'
import { type EarlierFixture, takeOverEarlierFile } from '../../../testing/earlier-file.ts'

const nowMs = Date.UTC(2026, 10, 22, 21, 30)
const takeOver = (tableCount: 7 | 15, rows: EarlierFixture) => takeOverEarlierFile(tableCount, rows, nowMs)
const noon = '2026-01-14 12:00:00.250000'
const noonMs = Date.UTC(2026, 0, 14, 12, 0, 0, 250)
const later = '2026-01-14 12:00:05.000000'
const laterMs = Date.UTC(2026, 0, 14, 12, 0, 5)
// Beyond 32 bits, as Telegram's ids of today are.
const anna = 7_654_321_098
const boris = 42

const dialogue: EarlierFixture = {
  conversations: [
    { id: 3, user_id: anna, username: 'anna', created_at: noon, updated_at: null },
    { id: 5, user_id: boris, username: null, created_at: noon, updated_at: later },
  ],
  messages: [
    { id: 10, conversation_id: 3, role: 'user', content: 'Здравствуйте 👋', timestamp: noon },
    { id: 11, conversation_id: 3, role: 'assistant', content: "How can I help? It's noon;", timestamp: later },
    { id: 12, conversation_id: 5, role: 'user', content: '', timestamp: later },
  ],
}

describe('a file with 7 tables', () => {
  it('keeps every conversation and message, in one private chat a person', async () => {
    const { database, done } = await takeOver(7, dialogue)
    expect(done).toMatchObject({ rows: { conversations: 2, messages: 3 }, warnings: [] })
    const conversations = await database.db.selectFrom('conversations').selectAll().orderBy('id').execute()
    expect(conversations).toMatchObject([
      {
        id: 3,
        user_id: anna,
        chat_id: '7654321098',
        chat_type: 'private',
        username: 'anna',
        created_at: noonMs,
        updated_at: noonMs,
      },
      { id: 5, user_id: boris, chat_id: '42', chat_type: 'private', username: null, updated_at: laterMs },
    ])
    const messages = await database.db.selectFrom('messages').selectAll().orderBy('id').execute()
    expect(messages).toMatchObject([
      {
        id: 10,
        conversation_id: 3,
        role: 'user',
        content: 'Здравствуйте 👋',
        timestamp: noonMs,
        message_metadata: null,
      },
      { id: 11, conversation_id: 3, role: 'assistant', content: "How can I help? It's noon;", timestamp: laterMs },
      { id: 12, conversation_id: 5, role: 'user', content: '' },
    ])
    const contacts = await database.db.selectFrom('contacts').select(['user_id', 'username']).orderBy('id').execute()
    expect(contacts).toEqual([
      { user_id: anna, username: 'anna' },
      { user_id: boris, username: null },
    ])
  })

  it('asks for no answer to an old message', async () => {
    const { database } = await takeOver(7, dialogue)
    const turns = await database.db
      .selectFrom('conversations')
      .select(['id', 'turn_due_at', 'answered_message_id', 'last_message_at'])
      .orderBy('id')
      .execute()
    expect(turns).toEqual([
      { id: 3, turn_due_at: null, answered_message_id: 11, last_message_at: laterMs },
      { id: 5, turn_due_at: null, answered_message_id: 12, last_message_at: laterMs },
    ])
  })

  it('goes on counting ids where the earlier system stopped', async () => {
    const { database } = await takeOver(7, dialogue)
    const conversation = await database.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
    const message = await database.db
      .insertInto('messages')
      .values({ conversation_id: conversation.id, role: 'user', content: 'again', timestamp: nowMs })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(message.id).toBe(13)
  })

  it('keeps summaries, limits and the flood history', async () => {
    const windows = {
      message_count_minute: 2,
      message_count_hour: 9,
      window_start_minute: noon,
      window_start_hour: noon,
    }
    const limit = { ...windows, blocked_until: null, last_message_time: later }
    const { database, done } = await takeOver(7, {
      ...dialogue,
      conversation_summaries: [
        {
          id: 1,
          conversation_id: 3,
          summary_text: 'Wants a demo',
          cutoff_message_id: 10,
          created_at: noon,
          updated_at: null,
        },
      ],
      rate_limits: [{ user_id: anna, ...limit, repeated_messages: 1, last_message_content: 'hi' }],
      global_rate_limits: [{ id: 1, ...limit }],
      flood_wait_history: [{ id: 7, wait_seconds: 33, occurred_at: noon, chat_type: 'private' }],
    })
    expect(done.warnings).toEqual([])
    expect(await database.db.selectFrom('conversation_summaries').selectAll().execute()).toEqual([
      {
        id: 1,
        conversation_id: 3,
        summary_text: 'Wants a demo',
        cutoff_message_id: 10,
        created_at: noonMs,
        updated_at: noonMs,
      },
    ])
    const counted = {
      message_count_minute: 2,
      message_count_hour: 9,
      window_start_minute: noonMs,
      window_start_hour: noonMs,
      blocked_until: null,
      last_message_time: laterMs,
    }
    expect(await database.db.selectFrom('rate_limits').selectAll().execute()).toEqual([
      // A hash stands there now; what a client wrote stays out of it.
      { user_id: anna, ...counted, repeated_messages: 1, last_message_content: null },
    ])
    expect(await database.db.selectFrom('global_rate_limits').selectAll().execute()).toEqual([{ id: 1, ...counted }])
    expect(await database.db.selectFrom('flood_wait_history').selectAll().execute()).toMatchObject([
      { id: 7, wait_seconds: 33, occurred_at: noonMs, chat_type: 'private', method: null },
    ])
  })

  it('brings out the lead that hides in user_context', async () => {
    const context = {
      name: 'Anna',
      lang: 'ru',
      intent: 'SALES_AI',
      sales_stage: 'presentation',
      slots: {
        client_name: { value: 'Анна', source: 'llm', confidence: 0.9, updated_at: '2026-01-14T12:00:05' },
        goal: 'support',
      },
      consents: { pdpa_profile: { granted: true, timestamp: '2026-01-14T12:00:05+00:00' } },
      contact: '+7 999 000-00-00',
      lead_status: 'qualified',
      meeting_fit_score: 75,
      web_search_count: 3,
    }
    const text = JSON.stringify(context, null, 1)
    const { database, done } = await takeOver(7, {
      ...dialogue,
      user_context: [{ id: 9, user_id: anna, context_data: text, updated_at: noon }],
    })
    expect(done.warnings).toEqual([])
    expect(await database.db.selectFrom('user_context').selectAll().execute()).toEqual([
      { id: 9, user_id: anna, context_data: text, updated_at: noonMs },
    ])
    const contact = await database.db
      .selectFrom('contacts')
      .selectAll()
      .where('user_id', '=', anna)
      .executeTakeFirstOrThrow()
    expect(contact.display_name).toBe('Anna')
    expect(await database.db.selectFrom('leads').selectAll().execute()).toMatchObject([
      {
        id: 1,
        contact_id: contact.id,
        user_id: anna,
        name: 'Анна',
        contact: '+7 999 000-00-00',
        status: 'qualified',
        stage: 'presentation',
        intent: 'SALES_AI',
        language: 'ru',
        fit_score: 75,
        created_at: noonMs,
      },
    ])
    const slots = await database.db.selectFrom('lead_slots').selectAll().orderBy('slot_name').execute()
    expect(slots).toMatchObject([
      { lead_id: 1, slot_name: 'client_name', slot_value: 'Анна', confidence: 0.9, source: 'llm', updated_at: laterMs },
      { lead_id: 1, slot_name: 'goal', slot_value: 'support', confidence: 0.7, source: 'legacy', updated_at: noonMs },
    ])
    expect(await database.db.selectFrom('sales_stages').selectAll().execute()).toMatchObject([
      { lead_id: 1, stage: 'presentation', transitioned_at: noonMs },
    ])
    expect(await database.db.selectFrom('consents').selectAll().execute()).toMatchObject([
      { contact_id: contact.id, kind: 'pdpa_profile', granted: 1, occurred_at: laterMs },
    ])
    const conversation = await database.db
      .selectFrom('conversations')
      .selectAll()
      .where('user_id', '=', anna)
      .executeTakeFirstOrThrow()
    expect(conversation.language).toBe('ru')
  })

  it('keeps a context that is no JSON word for word, and says so', async () => {
    const { database, done } = await takeOver(7, {
      user_context: [{ id: 1, user_id: boris, context_data: '{"slots": {"goal"', updated_at: noon }],
    })
    const [row] = await database.db.selectFrom('user_context').selectAll().execute()
    expect(row?.context_data).toBe('{"slots": {"goal"')
    expect(await database.db.selectFrom('leads').selectAll().execute()).toEqual([])
    expect(done.warnings).toMatchObject([{ kind: 'changed', table: 'user_context', rows: 1 }])
  })
})

describe('a file with 15 tables', () => {
  const lead = {
    user_id: anna,
    name: 'Anna P.',
    contact: null,
    source: 'ads',
    status: 'active',
    created_at: noon,
    updated_at: null,
  }

  it('keeps the rows of the eight tables that the earlier system never wrote', async () => {
    const { database, done } = await takeOver(15, {
      ...dialogue,
      messages: [
        { id: 1, conversation_id: 3, role: 'user', content: 'a', timestamp: noon, message_metadata: '{"a":1}' },
      ],
      leads: [{ id: 4, ...lead }],
      lead_slots: [{ id: 2, lead_id: 4, slot_name: 'goal', slot_value: 'support', extracted_at: noon }],
      sales_stages: [{ id: 6, lead_id: 4, stage: 'objections', transitioned_at: noon, stage_metadata: '{}' }],
      sales_events: [{ id: 8, lead_id: 4, event_type: 'objection', event_data: '{}', occurred_at: noon }],
      meetings: [
        {
          id: 3,
          lead_id: 4,
          scheduled_at: later,
          duration: 45,
          status: 'scheduled',
          calendar_event_id: 'c',
          created_at: noon,
        },
      ],
      meeting_summaries: [{ id: 5, meeting_id: 3, summary_text: 'Brief', summary_json: null, created_at: noon }],
      conversation_metrics: [
        { id: 1, conversation_id: 3, message_count: 1, duration_days: 2, tone: 'warm', updated_at: noon },
      ],
      conversion_funnel: [{ id: 1, lead_id: 4, stage: 'objections', entered_at: noon, exited_at: null }],
    })
    expect(done.warnings).toEqual([])
    const { db } = database
    expect(await db.selectFrom('messages').selectAll().execute()).toMatchObject([
      { id: 1, message_metadata: '{"a":1}' },
    ])
    expect(await db.selectFrom('leads').selectAll().execute()).toMatchObject([
      { id: 4, user_id: anna, name: 'Anna P.', source: 'ads', stage: 'objections', created_at: noonMs },
    ])
    expect(await db.selectFrom('lead_slots').selectAll().execute()).toMatchObject([
      { id: 2, lead_id: 4, slot_value: 'support' },
    ])
    expect(await db.selectFrom('sales_stages').selectAll().execute()).toMatchObject([
      { id: 6, lead_id: 4, stage_metadata: '{}' },
    ])
    expect(await db.selectFrom('sales_events').selectAll().execute()).toMatchObject([
      { id: 8, event_type: 'objection' },
    ])
    expect(await db.selectFrom('meetings').selectAll().execute()).toMatchObject([
      { id: 3, lead_id: 4, scheduled_at: laterMs, duration: 45, calendar_event_id: 'c', updated_at: noonMs },
    ])
    expect(await db.selectFrom('meeting_summaries').selectAll().execute()).toMatchObject([{ id: 5, meeting_id: 3 }])
    expect(await db.selectFrom('conversation_metrics').selectAll().execute()).toMatchObject([
      { duration_days: 2, tone: 'warm' },
    ])
    expect(await db.selectFrom('conversion_funnel').selectAll().execute()).toMatchObject([
      { id: 1, entered_at: noonMs },
    ])
  })

  it('fills the gaps of a lead from the context of the person, and the newer value of a slot stands', async () => {
    const slots = {
      goal: { value: 'sales', source: 'explicit', confidence: 1, updated_at: later },
      contact: { value: 'a@example.com', source: 'llm', confidence: 0.8, updated_at: noon },
    }
    const { database } = await takeOver(15, {
      leads: [{ id: 4, ...lead }],
      lead_slots: [{ id: 2, lead_id: 4, slot_name: 'goal', slot_value: 'support', extracted_at: noon }],
      user_context: [{ id: 1, user_id: anna, context_data: JSON.stringify({ name: 'A', slots }), updated_at: later }],
    })
    expect(await database.db.selectFrom('leads').selectAll().execute()).toMatchObject([
      { id: 4, name: 'Anna P.', contact: 'a@example.com', source: 'ads' },
    ])
    const kept = await database.db
      .selectFrom('lead_slots')
      .select(['slot_name', 'slot_value'])
      .orderBy('slot_name')
      .execute()
    expect(kept).toEqual([
      { slot_name: 'contact', slot_value: 'a@example.com' },
      { slot_name: 'goal', slot_value: 'sales' },
    ])
  })

  it('keeps rows of leads that are gone, under a lead of nobody', async () => {
    const { database, done } = await takeOver(15, {
      leads: [{ id: 4, ...lead }],
      sales_events: [{ id: 1, lead_id: 77, event_type: 'objection', event_data: null, occurred_at: noon }],
      meeting_summaries: [{ id: 5, meeting_id: 3, summary_text: 'Brief', summary_json: null, created_at: noon }],
    })
    const leads = await database.db.selectFrom('leads').select(['id', 'contact_id', 'user_id']).orderBy('id').execute()
    expect(leads).toMatchObject([{ id: 4 }, { id: 77, contact_id: null, user_id: -77 }])
    expect(await database.db.selectFrom('sales_events').selectAll().execute()).toMatchObject([{ lead_id: 77 }])
    expect(done.warnings).toMatchObject([
      { kind: 'changed', table: 'leads', rows: 1 },
      { kind: 'left', table: 'meeting_summaries', rows: 1 },
    ])
  })
})
