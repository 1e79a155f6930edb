import { z } from 'zod'
import type { Meeting } from '#capabilities/calendar'
import { explainScore, formatSlotValue, type LeadRecord, type Playbook, scoreLead } from '#capabilities/sales'
import type { MessageId } from '#shared/database'
import { toInstant } from '../../../http/fields/instants.ts'
import { exampleLead, leadFields, toLeadBody } from './lead-body.ts'

const wordsBody = z.object({ ru: z.string(), en: z.string() })

const slotBody = z.object({
  title: wordsBody
    .nullable()
    .describe('What it means, in the words of the playbook; null for a slot of another playbook.'),
  value: z.string().describe('As it is stored and compared.'),
  text: z.string().describe('As people write it.'),
  confidence: z.number().describe('0 to 1; from 0.6 on it counts for the fit score.'),
  source: z.string().describe('Who read it: `rules`, `model`, …'),
  message_id: z.int().nullable().describe('The message it was read from; null when no message told it, or it is gone.'),
  words: z.string().nullable().describe('What the client wrote there, 500 characters at most.'),
  updated_at: z.iso.datetime(),
})

const scorePart = z.object({
  slots: z.array(z.string()),
  points: z.number(),
  out_of: z.number(),
  missing: z.array(z.string()).describe('What would earn the rest.'),
  text: z.string().describe('The same in words.'),
})

const fitBody = z.object({
  score: z.int().describe('By the playbook and the slots as they are now, 0 to 100.'),
  threshold: z.number().describe('From this score on a meeting is offered.'),
  is_fit: z.boolean(),
  parts: z.array(scorePart),
})

const meetingBody = z.object({
  id: z.int(),
  starts_at: z.iso.datetime(),
  minutes: z.int(),
  status: z.string().describe('held, scheduled, completed, cancelled or expired.'),
  title: z.string(),
})

/** What was written in the messages that slots were read from. */
export type SlotWords = ReadonlyMap<MessageId, string>

/** One lead with all that hangs on it. */
export const leadDetail = z
  .object({
    ...leadFields,
    contact_id: z.int().nullable().describe('The person: `/contacts/{id}`.'),
    conversation_id: z.int().nullable().describe('Where they are being led; null before the first answer.'),
    slots: z.record(z.string(), slotBody).describe('What is known of their need, by the names of the playbook.'),
    slot_titles: z
      .record(z.string(), wordsBody)
      .describe(
        'What each slot of the playbook means, known or not: the words for the names in `fit` and in the timeline.',
      ),
    fit: fitBody,
    meetings: z.array(meetingBody).describe('The newest first, at most 50.'),
    note_count: z.int(),
    deleted_at: z.iso.datetime().nullable().describe('When it was put away; null while it is shown.'),
  })
  .meta({
    id: 'LeadDetail',
    examples: [
      {
        ...exampleLead,
        contact_id: 9,
        conversation_id: 9,
        slots: {
          budget_band: {
            title: { ru: 'Бюджет', en: 'Budget' },
            value: '..300000 RUB',
            text: 'до 300 000 ₽',
            confidence: 0.9,
            source: 'rules',
            message_id: 31,
            words: 'Бюджет до 300 тысяч',
            updated_at: '2026-01-14T09:05:00.000Z',
          },
        },
        slot_titles: { budget_band: { ru: 'Бюджет', en: 'Budget' } },
        fit: {
          score: 20,
          threshold: 60,
          is_fit: false,
          parts: [{ slots: ['budget_band'], points: 20, out_of: 20, missing: [], text: '20 из 20: бюджет' }],
        },
        meetings: [
          {
            id: 3,
            starts_at: '2026-01-16T12:00:00.000Z',
            minutes: 60,
            status: 'scheduled',
            title: 'Консультация',
          },
        ],
        note_count: 0,
        deleted_at: null,
      },
    ],
  })

export function toLeadDetail(
  lead: LeadRecord,
  { meetings, words }: { readonly meetings: readonly Meeting[]; readonly words: SlotWords },
  playbook: Playbook,
): z.infer<typeof leadDetail> {
  return {
    ...toLeadBody(lead),
    contact_id: lead.contactId,
    conversation_id: lead.conversationId,
    slots: toSlots(lead, words, playbook),
    slot_titles: Object.fromEntries(playbook.slots.map(({ name, meaning }) => [name, meaning])),
    fit: toFit(lead, playbook),
    meetings: meetings.map(toMeetingBody),
    note_count: lead.noteCount,
    deleted_at: toInstant(lead.deletedAt),
  }
}

function toSlots(
  { slots, language }: LeadRecord,
  words: SlotWords,
  playbook: Playbook,
): z.infer<typeof leadDetail>['slots'] {
  const entries = [...slots].map(([name, { value, confidence, source, messageId, updatedAt }]) => {
    const definition = playbook.slots.find(slot => slot.name === name)
    const text = definition === undefined ? value : formatSlotValue(definition, value, language ?? 'en')
    const said = messageId === null ? null : (words.get(messageId) ?? null)
    const origin = { source, message_id: messageId, words: said }
    const title = definition?.meaning ?? null
    return [name, { title, value, text, confidence, ...origin, updated_at: toInstant(updatedAt) }] as const
  })
  return Object.fromEntries(entries)
}

function toFit({ slots, language }: LeadRecord, playbook: Playbook): z.infer<typeof fitBody> {
  const fit = scoreLead(playbook, slots)
  const texts = explainScore(fit, playbook.slots, language ?? 'en')
  const parts = fit.parts.map((part, index) => ({
    slots: [...part.slots],
    points: part.points,
    out_of: part.outOf,
    missing: [...part.missing],
    text: texts[index] ?? '',
  }))
  return { score: fit.score, threshold: fit.threshold, is_fit: fit.isFit, parts }
}

function toMeetingBody(meeting: Meeting): z.infer<typeof meetingBody> {
  const { id, startsAt, minutes, status, title } = meeting
  return { id, starts_at: toInstant(startsAt), minutes, status, title }
}
