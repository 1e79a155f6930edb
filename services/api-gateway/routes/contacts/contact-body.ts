import { z } from 'zod'
import type { Contact } from '#capabilities/conversations'
import type { ContactId } from '#shared/database'
import { toInstant } from '../../http/fields/instants.ts'
import { rowId } from '../../http/fields/row-id.ts'

export const contactParams = z.object({ id: rowId.transform(id => id as ContactId).describe('The id of the contact.') })

export const contactFields = {
  id: z.int(),
  channel: z.string().describe('telegram, webchat, or manual for people whom somebody wrote down.'),
  user_id: z.int().describe('Their id on the channel; negative where it has no numbers.'),
  display_name: z.string().nullable(),
  username: z.string().nullable(),
  app_language: z.string().nullable().describe('What their app is set to, as an IETF tag.'),
  source: z.string().nullable().describe('The parameter of the link they first came by.'),
  is_blocked: z.boolean().describe('They blocked the bot: nothing is sent until they write again.'),
  opted_out_at: z.iso.datetime().nullable().describe('When they asked not to be written to; null: they did not.'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}

export const exampleContact = {
  id: 9,
  channel: 'telegram',
  user_id: 7_000_000_001,
  display_name: 'Анна',
  username: 'anna_korol',
  app_language: 'ru',
  source: 'shop_42',
  is_blocked: false,
  opted_out_at: null,
  created_at: '2026-01-14T09:00:00.000Z',
  updated_at: '2026-01-14T09:00:00.000Z',
}

export const contactBody = z.object(contactFields).meta({ id: 'Contact', examples: [exampleContact] })

export function toContactBody(contact: Contact): z.infer<typeof contactBody> {
  return {
    id: contact.id,
    channel: contact.channel,
    user_id: contact.userId,
    display_name: contact.displayName,
    username: contact.username,
    app_language: contact.appLanguage,
    source: contact.source,
    is_blocked: contact.isBlocked,
    opted_out_at: toInstant(contact.optedOutAt),
    created_at: toInstant(contact.createdAt),
    updated_at: toInstant(contact.updatedAt),
  }
}

export const noSuchContact = {
  status: 404,
  code: 'contact.not_found',
  detail: 'Nobody has this id. Perhaps the person was forgotten.',
} as const
