import type { ContactId, LeadId, MeetingId, MessageId, TurnId } from '#shared/database'
import {
  type EventFields,
  instant,
  person,
  rowId,
  textId,
  wholeNumber,
  word,
  wordOrNone,
  words,
  yesOrNo,
} from './event-fields.ts'

const leadId = rowId<LeadId>('The lead.')
const meetingId = rowId<MeetingId>('The meeting.')
const contactId = rowId<ContactId>('The person who writes, in our own count.')
const scheduledAt = instant('When it begins.')
const outboundKey = word('The part of an answer that did not get through.')

/**
 * Everything that happens, once: subject.past, what it means, and its payload beside `conversationId`, which every event has.
 * The types, the stream, the webhooks, the OpenAPI document and docs/events.md are made from this. Payloads name rows; they hold
 * no client text, so that forgetting a client means deleting rows, not rewriting history.
 */
export const eventCatalogue = {
  'consent.changed': {
    meaning: 'A client gave or took back a consent.',
    reader: 'viewer',
    fields: {
      contactId,
      kind: word('What it is about: `messages`, `pdpa_profile` or `calendar_invite`.'),
      isGranted: yesOrNo('True: given; false: refused or taken back.'),
    },
  },
  'contact.forgotten': {
    meaning: 'A person was erased, with all that was held of them. Erase what you hold under this number.',
    reader: 'viewer',
    fields: { contactId },
  },
  'contact.opted_out': {
    meaning: 'A client asked not to be written to any more.',
    reader: 'viewer',
    fields: { contactId },
  },
  'conversation.handed_back': {
    meaning: 'The AI has the conversation again.',
    reader: 'viewer',
    fields: {},
  },
  'conversation.handed_off': {
    meaning: 'A human has the conversation now; the AI is silent there.',
    reader: 'viewer',
    fields: { reason: word('A code of why, such as `client.asked` or `owner.took_over`.') },
  },
  'conversation.started': {
    meaning: 'A person wrote for the first time in this chat.',
    reader: 'viewer',
    fields: { userId: person() },
  },
  'conversation.summary_created': {
    meaning: 'The memory of a long conversation was written anew.',
    reader: 'viewer',
    fields: {},
  },
  'delivery.failed': {
    meaning: 'A part of an answer could not be delivered and will not be tried again.',
    reader: 'viewer',
    fields: { outboundKey, code: word('Why.') },
  },
  'delivery.unknown': {
    meaning: 'Whether a part of an answer arrived is not known; it is not sent again, so that nothing is said twice.',
    reader: 'viewer',
    fields: { outboundKey },
  },
  'follow_up.sent': {
    meaning: 'A client who had gone quiet was written to.',
    reader: 'viewer',
    fields: { leadId, number: wholeNumber('Which follow-up of this silence: 1 is the first.') },
  },
  'knowledge.question_raised': {
    meaning: 'A client asked what the documents do not answer.',
    reader: 'viewer',
    fields: { questionId: rowId<number>('The open question.') },
  },
  'lead.created': {
    meaning: 'A person became a lead.',
    reader: 'viewer',
    fields: { leadId, userId: person() },
  },
  'lead.deleted': {
    meaning: 'A lead was put away by a person or a program; it can be restored.',
    reader: 'viewer',
    fields: { leadId },
  },
  'lead.objection_raised': {
    meaning: 'A client objected.',
    reader: 'viewer',
    fields: { leadId, objection: word('`price`, `timing`, `need`, `trust`, `competitor` or `other`.') },
  },
  'lead.qualified': {
    meaning: 'The fit score of a lead passed the threshold of the playbook.',
    reader: 'viewer',
    fields: { leadId, fitScore: wholeNumber('0 to 100.') },
  },
  'lead.restored': {
    meaning: 'A lead that was put away is there again: somebody restored it, or its client wrote.',
    reader: 'viewer',
    fields: { leadId },
  },
  'lead.slot_changed': {
    meaning: 'Something was learned about a lead: a need, a budget, a date. Read the lead for the values.',
    reader: 'viewer',
    fields: { leadId, slots: words('Names of what was learned.') },
  },
  'lead.stage_changed': {
    meaning: 'A lead moved to another stage of the playbook.',
    reader: 'viewer',
    fields: { leadId, oldStage: word('The stage it left.'), newStage: word('The stage it is in.') },
  },
  'limit.hit': {
    meaning: 'A person wrote more than the limits allow: what they write is kept and answered when the block is over.',
    // Who is blocked, and until when, is read at GET /system/limits, which is for admins.
    reader: 'admin',
    fields: { userId: person(), heldUntil: instant('When the block is over.') },
  },
  'meeting.cancelled': {
    meaning: 'A booked or held meeting was cancelled.',
    reader: 'viewer',
    fields: { meetingId, leadId },
  },
  'meeting.completed': {
    meaning: 'The time of a booked meeting is over.',
    reader: 'viewer',
    fields: { meetingId, leadId },
  },
  'meeting.rescheduled': {
    meaning: 'A booked meeting was moved to another time.',
    reader: 'viewer',
    fields: { meetingId, leadId, scheduledAt },
  },
  'meeting.scheduled': {
    meaning: 'A meeting was booked: the client confirmed the time.',
    reader: 'viewer',
    fields: { meetingId, leadId, scheduledAt },
  },
  'meeting.summary_generated': {
    meaning: 'The brief of a booked meeting was written for the owner.',
    reader: 'viewer',
    fields: { meetingId },
  },
  'message.received': {
    meaning: 'A client wrote. Read the conversation for the words.',
    reader: 'viewer',
    fields: { messageId: rowId<MessageId>('The message.'), userId: person() },
  },
  'message.sent_by_human': {
    meaning: 'A human of the business wrote to a client.',
    reader: 'viewer',
    fields: { messageId: rowId<MessageId>('The message.') },
  },
  'turn.finished': {
    meaning: 'The AI has decided what to say to the messages that waited.',
    reader: 'viewer',
    fields: {
      turnId: textId<TurnId>('The turn.'),
      outcome: word('`replied`, `handed-off` or `silent`.'),
      language: wordOrNone('The language of the answer, as in `ru`; null when nothing was said.'),
      tone: wordOrNone('How the client wrote: `positive`, `neutral` or `negative`; null when it was not judged.'),
    },
  },
  'turn.stopped': {
    meaning:
      'A person of the business stopped the answer of the AI before it was said. The AI has the conversation still.',
    reader: 'viewer',
    fields: {},
  },
} as const satisfies Readonly<Record<string, EventKind>>

interface EventKind {
  readonly meaning: string
  /** The least role that hears of it: whoever may read through the API what it tells of. */
  readonly reader: 'viewer' | 'operator' | 'admin'
  readonly fields: EventFields
}
