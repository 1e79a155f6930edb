import type { Database, LeadId } from '#shared/database'
import { recordHistory } from '../history/index.ts'
import { type Furnished, type FurnishedChat, furnishInbox } from './furnish-inbox.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const stages = [
  'greeting',
  'needs_discovery',
  'presentation',
  'objections',
  'consultation_offer',
  'scheduling',
  'summary',
]
const sources = ['telegram', 'webchat', 'instagram', 'shop_42']
const names = [
  'Анна Король',
  'Борис Ли',
  'Вера Соколова',
  'Gregory Hart',
  'Дарья',
  'Егор Мельников',
  'Жанна',
  'Ivy Chen',
  'Кирилл',
  'Лев Абрамов',
  'Maria Santos',
  'Никита Орлов',
]

/** Some weeks of a business: people on their way, what happened with them, and the figures of it. */
export async function furnishSales(
  place: Parameters<typeof furnishInbox>[0],
  nowMs: number,
): Promise<readonly Furnished[]> {
  const people = await furnishInbox(place, names.map(toChat), nowMs)
  for (const [index, person] of people.entries()) await furnishPerson(place.database, person, { index, nowMs })
  const [anna] = people
  if (anna !== undefined) await furnishAnna(place.database, anna, nowMs)
  return people
}

function toChat(name: string, index: number): FurnishedChat {
  return {
    name,
    username: `client_${index}`,
    said: [
      { by: 'user', text: index === 0 ? 'Бюджет до 300 тысяч, нужно к марту' : 'Здравствуйте! Сколько стоит?' },
      { by: 'assistant', text: 'Здравствуйте! Расскажите немного о задаче.' },
      { by: 'user', text: 'Хотим запись клиентов через бот.' },
    ],
    stage: stages[index % stages.length] ?? 'greeting',
    fitScore: (index * 37) % 101,
    endedMinutesAgo: 5 + index * 60,
    ...(index === 0
      ? {
          slots: {
            budget: ['..300000 RUB', 0.9, 0] as const,
            need: ['запись клиентов', 0.7, 2] as const,
            // Learned while another playbook was in use.
            former_crm: ['тетрадь', 0.7, 2] as const,
          },
        }
      : {}),
  }
}

interface Setting {
  readonly index: number
  readonly nowMs: number
}

async function furnishPerson(
  database: Database,
  { leadId, conversationId }: Furnished,
  { index, nowMs }: Setting,
): Promise<void> {
  // The last three came before the period that is compared.
  const at = nowMs - (index < 9 ? 2 + index * 3 : 33 + index) * dayMs
  await database.db
    .updateTable('leads')
    .set({ source: sources[index % sources.length] ?? 'telegram', created_at: at })
    .where('id', '=', leadId)
    .execute()
  const here = { conversationId, at }
  const later = { conversationId, at: at + minuteMs }
  await recordHistory(database, [
    { ...here, type: 'conversation.started', payload: { userId: 1 } },
    { ...here, type: 'lead.created', payload: { leadId, userId: 1 } },
    { ...here, type: 'message.received', payload: { userId: 1 } },
    { ...later, type: 'message.received', payload: { userId: 1 } },
    { ...later, type: 'turn.finished', payload: { outcome: 'replied', language: 'ru', tone: null } },
    ...stages.slice(1, 1 + (index % stages.length)).map((newStage, step) => ({
      ...{ ...later, type: 'lead.stage_changed' },
      payload: { leadId, oldStage: stages[step], newStage },
    })),
    ...(index % 2 === 0 ? [{ ...later, type: 'lead.qualified', payload: { leadId, fitScore: 70 } }] : []),
    ...(index % 4 === 0 ? [{ ...later, type: 'meeting.scheduled', payload: { leadId, meetingId: index + 1 } }] : []),
    ...(index % 3 === 1 ? [{ ...later, type: 'conversation.handed_off', payload: { reason: 'client.asked' } }] : []),
    ...(index === 3 ? [{ ...later, type: 'conversation.handed_off', payload: { reason: 'turn.gave_up' } }] : []),
    ...(index % 3 === 0 ? [{ ...later, type: 'lead.objection_raised', payload: { leadId, objection: 'price' } }] : []),
    ...(index === 5 ? [{ ...later, type: 'lead.objection_raised', payload: { leadId, objection: 'timing' } }] : []),
  ])
}

/** One lead with everything that its page can show. */
async function furnishAnna({ db }: Database, anna: Furnished, nowMs: number): Promise<void> {
  const { leadId, conversationId, contactId } = anna
  const log = (type: string, minutes: number, detail: object) => ({
    ...{ lead_id: leadId, event_type: type, event_data: JSON.stringify(detail) },
    occurred_at: nowMs - minutes * minuteMs,
  })
  await db
    .insertInto('sales_events')
    .values([
      log('lead.created', 90, {}),
      log('stage.changed', 80, { from: 'greeting', to: 'needs_discovery', because: 'intent', cycle: 1 }),
      log('slot.found', 79, { slot: 'budget', value: '..300000 RUB', confidence: 0.9, source: 'model' }),
      log('objection.raised', 60, { objection: 'price' }),
      log('meeting.scheduled', 20, { meeting_id: 1 }),
    ])
    .execute()
  const made = { conversation_id: conversationId, turn_id: null, made_at: nowMs - 50 * minuteMs }
  await db
    .insertInto('promises')
    .values({ ...made, kind: 'price', claim: 'Запуск за 120 000 ₽', source: 'prices.md › Запуск' })
    .execute()
  const agreed = { contact_id: contactId, text: 'Согласен на обработку персональных данных', text_version: '1' }
  await db
    .insertInto('consents')
    .values({ ...agreed, kind: 'pdpa_profile', granted: 1, message_id: null, occurred_at: nowMs - 30 * minuteMs })
    .execute()
  await furnishMeeting(db, leadId, nowMs)
}

async function furnishMeeting(db: Database['db'], leadId: LeadId, nowMs: number): Promise<void> {
  await db
    .insertInto('meetings')
    .values({
      ...{ lead_id: leadId, scheduled_at: nowMs + dayMs, status: 'scheduled', title: 'Консультация' },
      ...{ conversation_id: null, calendar_event_id: null, time_zone: null, hold_until: null, sync_due_at: null },
      ...{ sync_error: null, reminder_due_at: null, brief_due_at: null, created_at: nowMs, updated_at: nowMs },
    })
    .execute()
}
