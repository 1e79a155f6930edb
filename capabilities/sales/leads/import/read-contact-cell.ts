import { readContacts } from '../../understanding/entities/read-contacts.ts'

export type ContactCell =
  /** In the form in which it is shown: phones in E.164, addresses in lower case, names with @. */
  { readonly kind: 'read'; readonly shown: readonly string[] } | { readonly kind: 'wrong'; readonly allowed: string }

/** What a cell of a column of contacts names; in a column for all kinds of them any words are a contact. */
export function readContactCell(
  field: 'contact' | 'email' | 'phone' | 'telegram',
  text: string,
  country: string,
): ContactCell {
  // In a column of its own a name in Telegram needs no @.
  const words = field === 'telegram' && /^[a-z]\w{4,31}$/i.test(text) ? `@${text}` : text
  const mentions = readContacts(words, country)
  if (field === 'contact') return { kind: 'read', shown: mentions.length === 0 ? [text] : mentions.map(show) }
  const fitting = mentions.filter(({ kind }) => kind === field)
  return fitting.length === 0 ? { kind: 'wrong', allowed: allowed[field] } : { kind: 'read', shown: fitting.map(show) }
}

function show({ kind, value }: { readonly kind: string; readonly value: string }): string {
  return kind === 'telegram' ? `@${value}` : value
}

const allowed = {
  email: 'an address such as anna@example.com',
  phone: 'a phone number with its country code, such as +7 999 123-45-67 (in Excel, give the column the format Text)',
  telegram: 'a name such as @anna_k (numbers have a column of their own, telegram id)',
} as const
