import { foldForSearch } from '#shared/utils'
import { readContacts } from '../../understanding/entities/read-contacts.ts'

/** What is known of whom somebody is. */
export interface Identity {
  readonly name: string | null
  readonly contact: string | null
  readonly source: string
  /** The name in Telegram, without @. */
  readonly username: string | null
  /** Null for who is not known to Telegram. */
  readonly telegramId: number | null
}

/**
 * By what a person is recognised: phone numbers in E.164, addresses in lower case, names in Telegram and the number there; a contact
 * that is none of these by its words; somebody without any by name and source. Numbers without a country are read in `country`.
 */
export function contactKeys(
  { name, contact, source, username, telegramId }: Identity,
  country: string,
): readonly string[] {
  const mentions = contact === null ? [] : readContacts(contact, country)
  const keys = [
    ...mentions.map(({ kind, value }) => `${kind}:${value.toLowerCase()}`),
    ...(username === null ? [] : [`telegram:${username.toLowerCase()}`]),
    ...(telegramId === null ? [] : [`id:${telegramId}`]),
  ]
  if (keys.length > 0) return [...new Set(keys)]
  if (contact !== null) return [`text:${foldForSearch(contact)}`]
  return name === null ? [] : [`name:${foldForSearch(name)}|${foldForSearch(source)}`]
}
