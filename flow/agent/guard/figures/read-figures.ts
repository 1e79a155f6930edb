import type { Figure } from './figure.ts'
import { readClocks } from './read-clocks.ts'
import { type DateContext, readDates } from './read-dates.ts'
import { readNumbers } from './read-numbers.ts'
import type { ScaledUnit } from './read-units.ts'

/**
 * Everything in `text` (unmasked) that states a number, a day or a time, from left to right. Nothing with a digit in it is passed
 * over, but for names («Битрикс24»), contacts and the talk of «2 вопроса».
 */
export function readFigures(text: string, context: DateContext, label: ScaledUnit | null = null): readonly Figure[] {
  const withoutContacts = mayHoldContact.test(text) ? text.replace(contacts, found => '\0'.repeat(found.length)) : text
  const dates = readDates(withoutContacts, context)
  const clocks = readClocks(blank(withoutContacts, dates))
  const numbers = readNumbers(blank(withoutContacts, [...dates, ...clocks]), label)
  return [...dates, ...clocks, ...numbers].sort((one, other) => one.index - other.index)
}

const mayHoldContact = /[@+]|https?:|www\.|[78][ -]?\(?\d{3}/
// Held against the sources by `findLeaks`, which knows them better.
const contacts =
  /[^\s@]{1,64}@[\p{L}\p{N}.-]+|https?:\S+|www\.\S+|@\w+|\+\d[\d ()-]{7,17}\d|(?<![\d+])[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ -]\d{2}[ -]\d{2}(?!\d)/gu

function blank(text: string, figures: readonly Figure[]): string {
  return figures.reduce(
    (left, figure) =>
      left.slice(0, figure.index) + '\0'.repeat(figure.text.length) + left.slice(figure.index + figure.text.length),
    text,
  )
}
