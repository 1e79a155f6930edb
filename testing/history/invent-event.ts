import type { Insertable } from 'kysely'
import type {
  ConversationId,
  EventsTable,
  LeadId,
  MessageId,
  MessagesTable,
  TurnId,
  TurnsTable,
} from '#shared/database'
import type { Chance } from '#shared/utils'

/** A conversation with its lead; the numbers of rows that come next are counted for all of a history. */
export interface Place {
  readonly conversationId: ConversationId
  readonly leadId: LeadId
  messages: number
  turns: number
  nextMessageId(): number
  nextTurnId(): TurnId
}

export interface InventedEvent {
  readonly event: Omit<Insertable<EventsTable>, 'event_id'>
  readonly messages: readonly Insertable<MessagesTable>[]
  readonly turns: readonly Insertable<TurnsTable>[]
}

/** One event of any kind, with the rows that it names. */
export function inventEvent(place: Place, at: number, chance: Chance): InventedEvent {
  const type = pick(weighted, chance)
  const isForgotten = chance() < 0.01
  const { payload, messages = [], turns = [] } = inventions[type](place, at, chance)
  return {
    event: {
      type,
      version: 1,
      conversation_id: isForgotten ? null : place.conversationId,
      occurred_at: at,
      payload: JSON.stringify(payload),
    },
    messages,
    turns,
  }
}

function pick<Value>(values: readonly Value[], chance: Chance): Value {
  const value = values[Math.floor(chance() * values.length)]
  if (value === undefined) throw new TypeError('nothing to pick from')
  return value
}

interface Invention extends Partial<Pick<InventedEvent, 'messages' | 'turns'>> {
  readonly payload: Readonly<Record<string, unknown>>
}

const stages = ['greeting', 'needs_discovery', 'presentation', 'objections', 'consultation_offer', 'scheduling']
const ofLead = ({ leadId }: Place): Invention => ({ payload: { leadId } })
const ofMeeting = ({ leadId }: Place, _at: number, chance: Chance): Invention => ({
  payload: { leadId, meetingId: Math.ceil(chance() * 5), scheduledAt: 0 },
})
const nothing = (): Invention => ({ payload: {} })

const inventions = {
  'contact.opted_out': nothing,
  'conversation.handed_back': nothing,
  'conversation.handed_off': (_place: Place, _at: number, chance: Chance): Invention => ({
    payload: { reason: pick(['client.asked', 'owner.took_over', 'turn.gave_up'], chance) },
  }),
  'conversation.started': nothing,
  'follow_up.sent': ofLead,
  'knowledge.question_raised': nothing,
  'lead.created': ofLead,
  'lead.objection_raised': ({ leadId }: Place, _at: number, chance: Chance): Invention => ({
    payload: { leadId, objection: pick(['price', 'timing', 'trust'], chance) },
  }),
  'lead.qualified': ofLead,
  'lead.slot_changed': ({ leadId }: Place, _at: number, chance: Chance): Invention => ({
    payload: { leadId, slots: [pick(['budget', 'deadline', 'main_problems', 'contact'], chance)] },
  }),
  'lead.stage_changed': ({ leadId }: Place, _at: number, chance: Chance): Invention => ({
    payload: { leadId, oldStage: pick(stages, chance), newStage: pick(stages, chance) },
  }),
  'limit.hit': nothing,
  'meeting.cancelled': ofMeeting,
  'meeting.completed': ofMeeting,
  'meeting.scheduled': ofMeeting,
  'message.received': inventMessage,
  'message.sent_by_human': nothing,
  'turn.finished': inventTurn,
} as const

type InventedType = keyof typeof inventions

// Most of what happens is talk.
const weighted: readonly InventedType[] = [
  ...(Object.keys(inventions) as InventedType[]),
  ...Array.from({ length: 14 }, () => 'message.received' as const),
  ...Array.from({ length: 10 }, () => 'turn.finished' as const),
]

function inventMessage(place: Place, at: number, chance: Chance): Invention {
  const id = place.nextMessageId()
  place.messages = id
  const message: Insertable<MessagesTable> = {
    id: id as MessageId,
    conversation_id: place.conversationId,
    role: 'user',
    content: 'x',
    timestamp: at,
    message_metadata: null,
    kind: pick(['text', 'text', 'voice', 'photo'], chance),
    external_id: String(id),
    contact_id: null,
    turn_id: null,
    edited_at: null,
  }
  return { payload: { messageId: id }, messages: [message] }
}

function inventTurn(place: Place, at: number, chance: Chance): Invention {
  const id = place.nextTurnId()
  place.turns += 1
  const outcome = pick(['replied', 'replied', 'silent', 'handed-off'] as const, chance)
  const hasModel = chance() < 0.7
  const turn: Insertable<TurnsTable> = {
    id,
    conversation_id: place.conversationId,
    number: place.turns,
    outcome,
    reason: null,
    first_message_id: place.messages as MessageId,
    last_message_id: place.messages as MessageId,
    model: hasModel ? pick(['small', 'large'], chance) : null,
    prompt_tokens: hasModel ? Math.floor(chance() * 5000) : null,
    completion_tokens: hasModel ? Math.floor(chance() * 500) : null,
    first_token_ms: null,
    started_at: at,
    finished_at: at,
  }
  const language = pick(['ru', 'en', null], chance)
  return {
    payload: { turnId: id, outcome, language, tone: pick(['positive', 'neutral', 'negative'], chance) },
    turns: [turn],
  }
}
