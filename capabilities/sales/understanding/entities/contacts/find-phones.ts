import {
  type CountryCode,
  findPhoneNumbersInText,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js'
import type { Found } from './found.ts'

const whatsapp = /(?:https?:\/\/)?(?:wa\.me\/|(?:api\.)?whatsapp\.com\/send\/?\?phone=)(?<digits>\+?\d{8,15})/giu
// Long numbers that are no phones, by the word before them.
const otherNumber =
  /(?:№|#|(?<!\p{L})(?:заказ\p{L}*|договор\p{L}*|счет\p{L}*|инн|кпп|огрн|снилс|паспорт\p{L}*|карт[аыу]|артикул|трек\p{L}*|order|contract|invoice|ticket|card|passport|tracking|account)(?:\s(?:номер|number|no\.?))?)\s?[:№#]?\s*$/u
const moneyBehind = /^\s*(?:руб|р(?!\p{L})|₽|тыс|млн|usd|\$|€|£|฿|бат|тенге|元|บาท|dollars|euro|евро|долл)/u
// Eight or ten and more digits, however they are grouped.
const enoughDigits = /(?:\d[^\p{L}\d]{0,3}){7}\d/u

// libphonenumber tries every part of a run: a message of digits alone would hold the process for a second.
const endlessDigits = /(?:[+(]?\d[ ().-]{0,3}){80,}/gu

/** Phone numbers in `text`; a number without a country code is read in `country`. Values are E.164. */
export function findPhones(text: string, folded: string, country: string): readonly Found[] {
  if (!enoughDigits.test(folded)) return []
  const sane = folded.replace(endlessDigits, run => '\0'.repeat(run.length))
  const links = [...text.matchAll(whatsapp)].flatMap(readLink)
  const national = findIn(hide(sane, links), country, 0.9)
  const more = readUnclaimed(sane, [...links, ...national])
  const found = [...links, ...national, ...more]
  return found.filter(phone => !isSomethingElse(folded, phone))
}

function readLink(match: RegExpExecArray): readonly Found[] {
  const digits = (match.groups?.digits ?? '').replace('+', '')
  const number = parsePhoneNumberFromString(`+${digits}`)
  if (number === undefined || !number.isPossible()) return []
  return [{ start: match.index, end: match.index + match[0].length, value: number.number, confidence: 0.95 }]
}

function findIn(folded: string, country: string, confidence: number): readonly Found[] {
  const defaultCountry = asCountry(country)
  return findPhoneNumbersInText(folded, defaultCountry === null ? {} : { defaultCountry }).map(
    ({ startsAt, endsAt, number }) => ({
      start: startsAt,
      end: endsAt,
      value: number.number,
      confidence: folded.charAt(startsAt) === '+' ? 0.95 : confidence,
    }),
  )
}

function asCountry(country: string): CountryCode | null {
  return isSupportedCountry(country) ? country : null
}

/**
 * What the playbook's country does not explain: 8 916 … written to a business in Phuket is Russian, and a long run of
 * digits may be an international number whose plus was left out.
 */
function readUnclaimed(folded: string, claimed: readonly Found[]): readonly Found[] {
  const rest = hide(folded, claimed)
  if (!enoughDigits.test(rest)) return []
  const russian = /(?<!\d)[78][ -]?\(?9/.test(rest) ? findIn(rest, 'RU', 0.7) : []
  const plusless = [...hide(rest, russian).matchAll(/(?<![\d\p{L}])[1-9]\d{10,14}(?![\d])/gu)].flatMap(match => {
    const number = parsePhoneNumberFromString(`+${match[0]}`)
    if (number === undefined || !number.isValid()) return []
    return [{ start: match.index, end: match.index + match[0].length, value: number.number, confidence: 0.65 }]
  })
  return [...russian, ...plusless]
}

function hide(folded: string, found: readonly Found[]): string {
  return found.reduce(
    (rest, { start, end }) => rest.slice(0, start) + '\0'.repeat(end - start) + rest.slice(end),
    folded,
  )
}

function isSomethingElse(folded: string, { start, end }: Found): boolean {
  return otherNumber.test(folded.slice(Math.max(0, start - 30), start)) || moneyBehind.test(folded.slice(end, end + 12))
}
