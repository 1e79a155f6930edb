import type { ContactMention } from '../reading.ts'
import { findEmails } from './contacts/find-emails.ts'
import { findHandles } from './contacts/find-handles.ts'
import { findPhones } from './contacts/find-phones.ts'
import type { Found } from './contacts/found.ts'
import { foldEvenly } from './text/fold-evenly.ts'

/**
 * Phones (E.164), e-mail addresses (lower case) and Telegram names in a message, from left to right. A phone without a
 * country code is read in `country` (ISO 3166 alpha-2); a WhatsApp link is a phone. Never throws.
 */
export function readContacts(text: string, country: string): readonly ContactMention[] {
  const folded = foldEvenly(text)
  const emails = findEmails(text, folded)
  // Digits and @ inside an address are no phone and no Telegram name.
  const handles = findHandles(text).filter(found => !overlapsAny(found, emails))
  const phones = findPhones(text, folded, country).filter(found => !overlapsAny(found, [...emails, ...handles]))
  return [
    ...emails.map(found => toMention(text, 'email', found)),
    ...handles.map(found => toMention(text, 'telegram', found)),
    ...phones.map(found => toMention(text, 'phone', found)),
  ].sort((one, other) => one.index - other.index)
}

function overlapsAny(found: Found, others: readonly Found[]): boolean {
  return others.some(other => found.start < other.end && other.start < found.end)
}

function toMention(text: string, kind: ContactMention['kind'], found: Found): ContactMention {
  const { start, end, value, confidence } = found
  return { kind, value, confidence, text: text.slice(start, end), index: start }
}
