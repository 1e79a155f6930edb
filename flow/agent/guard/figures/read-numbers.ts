import { readSpans, readTokens, type Span, type Token } from '#capabilities/sales'
import { matchEvery } from '../text/match-every.ts'
import { quicken } from '../text/quick-patterns.ts'
import type { Figure, FigureUnit } from './figure.ts'
import { readUnit, type ScaledUnit } from './read-units.ts'

/**
 * Every number of `text` (unmasked, dates and clock times blanked out) with its unit; unlike the readers of what clients write,
 * nothing is left out because it is unlikely to matter. `label` gives bare numbers the unit of their column.
 */
export function readNumbers(text: string, label: ScaledUnit | null = null): readonly Figure[] {
  const tokens = readTokens(partDashes(blankNames(text)))
  const spans = readSpans(tokens, readUnit).filter(span => isStated(tokens, span))
  return [...spans.flatMap(span => toFigures(text, tokens, span, label)), ...readWordless(text), ...readEastern(text)]
}

/** «Битрикс24», "B2B", "gpt-4" are names; "USD2000" and «р500» are sums. */
function blankNames(text: string): string {
  if (!/\d/.test(text)) return text
  return text.replace(
    /(?<![\p{L}\p{N}])(?!(?:usd|eur|rub|rur|thb|cny|руб|р|p|x|х|до|от|за)\d|[mм]2(?!\d))[\p{Script=Latin}\p{Script=Cyrillic}]+-?\d[\p{L}\d]*/gu,
    name => '\0'.repeat(name.length),
  )
}

/** «до 10 лет — 1 500 ₽» is no range: a dash between spaces joins two numbers only when the first has nothing but its unit. */
function partDashes(text: string): string {
  if (!/\s-\s/.test(text)) return text
  return text.replace(/(?<word>\p{L}+)\.?\s-(?=\s)/gu, (found, word: string) =>
    /^(?:тыс\p{L}*|млн|руб\p{L}*|р|thb|rub|usd|eur|бат\p{L}*|k|к|мин\p{L}*|час\p{L}*|недел\p{L}*|дн\p{L}*|месяц\p{L}*|weeks?|days?|hours?|months?)$/u.test(
      word,
    )
      ? found
      : `${found.slice(0, -1)}\0`,
  )
}

// A few questions, options or steps are talk, not facts of the business.
const talk =
  /^(?:вопрос|вариант|шаг|пункт|момент|questions?|options?|steps?|points?|things?|details?|slov|слов|минутк|секундочк)/

function isStated(tokens: readonly Token[], span: Span<ScaledUnit>): boolean {
  if (span.unit !== null) return true
  // «три пятьсот» is how a sum is said; «два варианта» is talk.
  if (!span.isDigits) return span.multiplier > 1 || span.high >= 100
  const behind = tokens.slice(span.to, span.to + 2)
  return !(span.high <= 10 && behind.some(token => talk.test(token.text)))
}

function toFigures(
  text: string,
  tokens: readonly Token[],
  span: Span<ScaledUnit>,
  label: ScaledUnit | null,
): readonly Figure[] {
  const { unit, factor } = span.unit ?? label ?? { unit: { kind: 'plain' }, factor: 1 }
  // «15 % в день рождения»: a share has no period of its own.
  const per = unit.kind === 'percent' ? { name: null, to: span.to } : readPer(tokens, span)
  const start = tokens[span.from]?.start ?? 0
  const end = tokens[per.to - 1]?.end ?? text.length
  const common = { unit, per: per.name, isRelative: false, text: text.slice(start, end).trim(), index: start }
  if (span.isRange) {
    return [
      { ...common, values: [round(span.low * factor)], bound: 'min' },
      { ...common, values: [round(span.high * factor)], bound: 'max' },
    ]
  }
  const bound = span.bounds.has('min') ? 'min' : span.bounds.has('max') ? 'max' : null
  return [{ ...common, values: [round(span.low * factor)], bound: isTiming(text, start, unit) ? null : bound }]
}

/** «от 3 часов» bounds a length; "in from", «за», "within" only say that it is one. */
function isTiming(text: string, start: number, unit: FigureUnit): boolean {
  const isLength = unit.kind === 'minutes' || unit.kind === 'months' || unit.kind === 'workdays'
  return isLength && /^(?:within|in|за|в течение)(?!\p{L})/u.test(text.slice(start))
}

function round(value: number): number {
  return Number(value.toPrecision(10))
}

const counted: readonly (readonly [RegExp, string])[] = [
  [/^(?:м2|м²|m2|m²|sqm|квадрат|кв|квадратный)$/, 'square-meter'],
  [/^(?:человека?|чел|персону|person|guest|гостя|people|head)$/, 'person'],
  [/^(?:пользователя|сотрудника|место|user|seat|employee)$/, 'user'],
  [/^(?:сеанс|визит|занятие|урок|прием|session|visit|lesson|appointment)$/, 'session'],
  [/^(?:ночь|night)$/, 'night'],
  [/^(?:штуку|шт|единицу|piece|item|unit|each)$/, 'piece'],
]

function readPer(
  tokens: readonly Token[],
  span: Span<ScaledUnit>,
): { readonly name: string | null; readonly to: number } {
  if (span.per !== null) return { name: span.per, to: span.to }
  const isIntroduced = /^(?:за|с|per|a|an|\/|в|на)$/.test(tokens[span.to]?.text ?? '')
  const at = span.to + (isIntroduced ? 1 : 0)
  const noun = tokens[at]?.text === 'один' || tokens[at]?.text === 'one' ? at + 1 : at
  // "per m²" in letters and a digit of its own.
  const text = `${tokens[noun]?.text ?? ''}${tokens[noun + 1]?.text === '2' && tokens[noun + 1]?.isGlued ? '2' : ''}`
  const found = isIntroduced ? counted.find(([pattern]) => pattern.test(text)) : undefined
  return found === undefined
    ? { name: null, to: span.to }
    : { name: found[1], to: noun + (text.endsWith('2') && text.length > 1 && tokens[noun + 1]?.text === '2' ? 2 : 1) }
}

const hour = 60
const lengths: readonly (readonly [RegExp, FigureUnit['kind'], number])[] = [
  [/^(?:полчаса|half an hour|半小时|半个小时)$/, 'minutes', 30],
  [/^(?:часа?|an hour|hour)$/, 'minutes', hour],
  [/^(?:полдня|half a day)$/, 'minutes', 12 * hour],
  [/^(?:день|дня|сутки|суток|a day|day)$/, 'minutes', 24 * hour],
  [/^(?:неделю|недели|a week|week)$/, 'minutes', 7 * 24 * hour],
  [/^(?:месяц|месяца|a month|month)$/, 'months', 1],
  [/^(?:полгода|half a year)$/, 'months', 6],
  [/^(?:год|года|a year|year)$/, 'months', 12],
  [/^(?:минуту|a minute)$/, 'minutes', 1],
]
const half = quicken(/(?<!\p{L})(?:полчаса|полдня|полгода|полтора года|half an hour|half a day|half a year)(?!\p{L})/gu)
const wordless = quicken(
  /(?<!\p{L})(?:за|на|через|спустя|в течение|всего|буквально|-|сохраняется|держится|действует|носится|служит|хватает|хватит|занимает|займет|длится|уходит|около|примерно|within|in|takes?|lasts?|for|about|under)\s(?:всего\s|буквально\s|ровно\s|один\s|одну\s|just\s|only\s|about\s|around\s|under\s)*(?<length>полчаса|полдня|полгода|часа?|день|дня|сутки|суток|неделю|недели|месяца?|года?|минуту|half an hour|half a day|half a year|an hour|a day|a week|a month|a year|a minute)(?!\p{L})/gu,
)

/** «за неделю», "takes an hour": a length with no number in it. */
function readWordless(text: string): readonly Figure[] {
  const introduced = matchEvery(text, wordless).map(match => ({ match, length: match.groups?.length ?? '' }))
  const halves = introduced.length > 0 ? [] : matchEvery(text, half).map(match => ({ match, length: match[0] }))
  return [...introduced, ...halves].flatMap(({ match, length }): readonly Figure[] => {
    // «380 ₽ за час» is a rate, read with its sum.
    if (/[\d₽$€%]\s*$|(?:руб\p{L}*|тысяч\p{L}*)\s*$/u.test(text.slice(0, match.index))) return []
    const found = lengths.find(([pattern]) => pattern.test(length))
    if (found === undefined) return []
    const [, kind, value] = found
    const unit: FigureUnit = kind === 'months' ? { kind } : { kind: 'minutes' }
    return [{ unit, values: [value], bound: null, per: null, isRelative: false, text: match[0], index: match.index }]
  })
}

const chineseNumber = '[零〇一二三四五六七八九十百千万亿两半]+'
const thaiNumber = '(?:ศูนย์|หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง)+'
const eastern: readonly (readonly [RegExp, FigureUnit])[] = [
  [
    new RegExp(`${chineseNumber}(?:元|块|人民币|美元|泰铢|卢布)|${thaiNumber}\\s?(?:บาท|ดอลลาร์)`, 'gu'),
    { kind: 'money', currency: null },
  ],
  [new RegExp(`百分之${chineseNumber}|${thaiNumber}\\s?เปอร์เซ็นต์`, 'gu'), { kind: 'percent' }],
  [
    new RegExp(
      `${chineseNumber}(?:分钟|个?小时|天|周|个?星期|个月|年)|${thaiNumber}\\s?(?:นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)`,
      'gu',
    ),
    { kind: 'minutes' },
  ],
]

/** Numbers in Chinese and Thai words are seen, not understood: nothing backs them. */
function readEastern(text: string): readonly Figure[] {
  if (!/[\p{Script=Han}\p{Script=Thai}]/u.test(text)) return []
  return eastern.flatMap(([pattern, unit]) =>
    matchEvery(text, pattern).map(
      (match): Figure => ({
        unit,
        values: [],
        bound: null,
        per: null,
        isRelative: false,
        text: match[0],
        index: match.index,
      }),
    ),
  )
}
