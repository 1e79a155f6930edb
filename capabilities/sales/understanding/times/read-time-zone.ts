import { foldText } from './fold-text.ts'
import { toNumber } from './rules/numbers.ts'
import { fixedOffset } from './zones/fixed-offset.ts'
import { zoneAbbreviations, zoneNames } from './zones/zone-names.ts'

const moscowMinutes = 3 * 60
const longestText = 2000

const moscow = '(?:мск|msk|москв\\p{L}*|московск\\p{L}+(?:\\sвремен\\p{L}+)?|moscow)'
const start = '(?<![\\p{L}\\p{N}])'
const end = '(?![\\p{L}\\p{N}])'
const hours = '(час|\\d{1,2}|два|две|три|четыре|пять|шесть|семь|восемь|девять)(?:\\sчас\\p{L}*|\\s?ч)?'

const utc = new RegExp(`${start}(?:utc|gmt|гмт|утс|ютс)\\s?(?:([+-])\\s?(\\d{1,2})(?::?(\\d\\d))?)?${end}`, 'u')
const afterMoscow = new RegExp(`${start}${moscow}\\s?(\\+|-|плюс|минус)\\s?${hours}${end}`, 'u')
const beforeMoscow = new RegExp(
  `(?:([+-])|${start}(плюс|минус))\\s?${hours}\\s(?:к|от|с|по|относительно)\\s${moscow}${end}`,
  'u',
)
const aheadOfMoscow = new RegExp(
  `${start}на\\s${hours}\\s(больше|вперед|раньше|позже|меньше|назад)(?:,)?\\s(?:чем\\s)?(?:в\\s|по\\s|от\\s|к\\s)?${moscow}${end}`,
  'u',
)
const abbreviation = new RegExp(
  `(?:\\d\\s?|(?:am|pm)\\s|${start}(?:in|по)\\s)(${Object.keys(zoneAbbreviations).join('|')})${end}`,
  'u',
)

const name = '([\\p{L}-]+(?:\\s[\\p{L}-]+)?)'
/** Where a place is said to be the client's, or the clock's: «по Бангкоку», «я в Лондоне», "Bangkok time". */
const contexts: readonly RegExp[] = [
  `${start}(?:время\\s)?по\\s(?:времени\\s)?${name}`,
  `${start}${name}\\sврем(?:я|ени)${end}`,
  `${start}врем(?:я|ени)\\s(?:в\\s)?${name}`,
  `${start}(?:я|мы|сам|сама|сами|живу|живем|нахожусь|находимся|сижу|переехал\\p{L}*)(?:\\s(?:сейчас|пока|же|сам|сама|живу|живем|нахожусь|находимся|вообще|тоже|уже))*\\s(?:в|во|на|из)\\s${name}`,
  `${start}у\\s(?:нас|меня)\\s(?:тут\\s|здесь\\s)?(?:в|во|на)\\s${name}`,
  `${start}${name}\\s(?:local\\s)?time${end}`,
  `${start}(?:i'?m|i am|we'?re|we are|based|i live|living|located|here)(?:\\s(?:now|currently|based|living|located))*\\s(?:in|from)\\s${name}`,
  `${start}time\\sin\\s${name}`,
  `([\\p{Script=Han}]{2,3})时间`,
  `(?:我|我们)(?:现在)?在([\\p{Script=Han}]{2,3})`,
  `เวลา(?:ประเทศ)?([\\p{L}\\p{M}]+)`,
].map(source => new RegExp(source, 'gu'))
const places = zoneNames.map(([zone, names]) => [zone, new RegExp(`^(?:${names})`, 'u')] as const)
/** «мск» is nothing but a zone, wherever it stands. */
const plainMoscow = new RegExp(`${start}(?:мск|msk)${end}`, 'u')

/**
 * The time zone a client names: an IANA name, or `Etc/GMT-7` for a fixed offset; both are taken by Intl. A city counts where
 * it says whose clock it is or where the client is: «офис в Москве» names none. Null when no zone is named.
 */
export function readTimeZone(text: string): string | null {
  const folded = foldText(text.slice(0, longestText))
  return readUtc(folded) ?? readMoscowOffset(folded) ?? readPlace(folded) ?? readAbbreviation(folded)
}

function readUtc(text: string): string | null {
  const match = utc.exec(text)
  if (match === null) return null
  const [, sign, hour, minute] = match
  if (sign === undefined) return fixedOffset(0)
  return fixedOffset((sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute ?? 0)))
}

/** «мск+4», «+3 к Москве», «на два часа больше, чем в Москве». */
function readMoscowOffset(text: string): string | null {
  const after = afterMoscow.exec(text)
  if (after !== null) return besideMoscow(after[1], after[2])
  const before = beforeMoscow.exec(text)
  if (before !== null) return besideMoscow(before[1] ?? before[2], before[3])
  const ahead = aheadOfMoscow.exec(text)
  return ahead === null ? null : besideMoscow(/больше|вперед/.test(ahead[2] ?? '') ? '+' : '-', ahead[1])
}

function besideMoscow(sign: string | undefined, hour = ''): string | null {
  const minutes = toNumber(hour) * 60
  return fixedOffset(moscowMinutes + (sign === '-' || sign === 'минус' ? -minutes : minutes))
}

function readPlace(text: string): string | null {
  for (const context of contexts) {
    // Most contexts are found nowhere, and matchAll costs a copy of the pattern.
    if (text.search(context) < 0) continue
    for (const [, said = ''] of text.matchAll(context)) {
      const place = findPlace(said)
      if (place !== null) return place
    }
  }
  return null
}

/** Of two words either may be the name: "about Bangkok", «Бангкоку удобно», «нью йорку». */
function findPlace(said: string): string | null {
  const [, second] = said.split(' ')
  for (const candidate of second === undefined ? [said] : [said, second]) {
    const found = places.find(([, pattern]) => pattern.test(candidate))
    if (found !== undefined) return found[0]
  }
  return null
}

function readAbbreviation(text: string): string | null {
  if (plainMoscow.test(text)) return 'Europe/Moscow'
  const [, found = ''] = abbreviation.exec(text) ?? []
  return zoneAbbreviations[found] ?? null
}
