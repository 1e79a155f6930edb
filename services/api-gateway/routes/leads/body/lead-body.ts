import { z } from 'zod'
import type { Lead } from '#capabilities/sales'
import { toInstant } from '../../../http/fields/instants.ts'

/** The head of a lead, as lists show it. */
export const leadFields = {
  id: z.int(),
  user_id: z
    .int()
    .describe('The id of the person on their channel (Telegram: 64 bits); negative where the channel has no numbers.'),
  name: z.string().nullable(),
  contact: z.string().nullable().describe('How to reach them: a phone number, an address, a user name.'),
  source: z.string().describe('Where they came from: the parameter of the link they opened, else the channel.'),
  status: z.string().describe('A word of your own; `active` unless changed.'),
  stage: z.string().describe('How far the sale has come.'),
  intent: z.string().nullable().describe('What they want, in a word of the playbook; null while it is not known.'),
  language: z.string().nullable().describe('What they write in, as an IETF tag.'),
  fit_score: z.int().describe('How well they fit, 0 to 100, by the weights of the playbook.'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}

export const exampleLead = {
  id: 12,
  user_id: 7_000_000_001,
  name: 'Анна',
  contact: '+7 999 123-45-67',
  source: 'telegram',
  status: 'active',
  stage: 'needs_discovery',
  intent: 'consultation',
  language: 'ru',
  fit_score: 40,
  created_at: '2026-01-14T09:00:00.000Z',
  updated_at: '2026-01-14T09:05:00.000Z',
}

export const leadBody = z.object(leadFields).meta({ id: 'Lead', examples: [exampleLead] })

export function toLeadBody(lead: Lead): z.infer<typeof leadBody> {
  return {
    id: lead.id,
    user_id: lead.userId,
    name: lead.name,
    contact: lead.contact,
    source: lead.source,
    status: lead.status,
    stage: lead.stage,
    intent: lead.intent,
    language: lead.language,
    fit_score: lead.fitScore,
    created_at: toInstant(lead.createdAt),
    updated_at: toInstant(lead.updatedAt),
  }
}
