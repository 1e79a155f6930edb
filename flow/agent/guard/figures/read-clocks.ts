import { matchEvery } from '../text/match-every.ts'
import { quicken } from '../text/quick-patterns.ts'
import type { Figure } from './figure.ts'

const hours = new Map(
  [
    'ноль полночь',
    'один одного часу one',
    'два двух двум two',
    'три трех трем three',
    'четыре четырех четырем four',
    'пять пяти five',
    'шесть шести six',
    'семь семи seven',
    'восемь восьми eight',
    'девять девяти nine',
    'десять десяти ten',
    'одиннадцать одиннадцати eleven',
    'двенадцать двенадцати twelve',
    'тринадцать тринадцати',
    'четырнадцать четырнадцати',
    'пятнадцать пятнадцати',
    'шестнадцать шестнадцати',
    'семнадцать семнадцати',
    'восемнадцать восемнадцати',
    'девятнадцать девятнадцати',
    'двадцать двадцати',
  ].flatMap((words, hour) => words.split(' ').map((word): [string, number] => [word, hour])),
)
const halves =
  'первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого'.split(
    ' ',
  )
const hourWord = [...hours.keys()].filter(word => word !== 'ноль').join('|')
const half = '(?:am|pm|a\\.m\\.?|p\\.m\\.?|утра|вечера|дня|ночи)'
// What may follow an hour that has neither minutes nor «часов»: otherwise the number counts something.
const free =
  '(?=\\s*(?:$|[,.!?;:)\\0»"]|-\\s|и\\s|или\\s|по\\s|в\\s|на\\s|с\\s|до\\s|а\\s|and\\s|or\\s|on\\s|to\\s|till\\s|until\\s|if\\s|works|подойд|удобн|свобод|вас|будет|ждем|у нас))'

type Read = (match: RegExpExecArray) => readonly number[] | null

const clockRules: readonly (readonly [RegExp, Read])[] = [
  [
    new RegExp(`(?<![\\d:])(\\d{1,2}):(\\d{2})(?!\\d|:\\d)(?:\\s?(${half}))?`, 'gu'),
    ([, h, m, part]) => meanings(Number(h), Number(m), part, h?.startsWith('0') === true || Number(h) > 7),
  ],
  [
    /(?<=(?<!\p{L})(?:в|с|до|к|после|at|from|till|until|by)\s)(\d{1,2})[.-](00|15|30|45)(?![\d.,%]|\s?(?:\p{Sc}|руб|мин|%))/gu,
    ([, h, m]) => meanings(Number(h), Number(m), undefined, Number(h) > 7),
  ],
  [
    new RegExp(`(?<![\\d:.,])(\\d{1,2})\\s?(${half})(?!\\p{L})`, 'gu'),
    ([, h, part]) => meanings(Number(h), 0, part, false),
  ],
  [
    new RegExp(`(?<!\\p{L})(${hourWord})\\s(?:час\\p{L}{0,2}\\s)?(${half}|o'clock)(?!\\p{L})`, 'gu'),
    ([, word, part]) => meanings(hours.get(word ?? '') ?? 99, 0, part, false),
  ],
  [/(?<!\p{L})(?:полдень|полудня|полудню|noon|midday)(?!\p{L})/gu, () => [12 * 60]],
  [/(?<!\p{L})(?:полночь|полуночи|midnight)(?!\p{L})/gu, () => [0, 24 * 60]],
  [
    new RegExp(`(?<!\\p{L})пол(?:овин\\p{L}\\s)?-?(${halves.join('|')})(?!\\p{L})`, 'gu'),
    ([, word]) => meanings(halves.indexOf(word ?? ''), 30, undefined, false),
  ],
  [
    new RegExp(`(?<!\\p{L})half past (${hourWord}|\\d{1,2})(?!\\p{L})`, 'gu'),
    ([, word = '']) => meanings(hours.get(word) ?? Number(word), 30, undefined, false),
  ],
  [
    new RegExp(
      `(?<!\\p{L})(?:quarter (?:past|to)|без (?:пяти|десяти|четверти|двадцати)|четверть) (?:${hourWord}|\\d{1,2}|\\p{L}+ого)(?!\\p{L})`,
      'gu',
    ),
    () => [],
  ],
  [
    /(\d{1,2})\s?点(半)?/gu,
    ([, h, halfPast]) => meanings(Number(h), halfPast === undefined ? 0 : 30, undefined, false),
  ],
  [/(\d{1,2})[.:](\d{2})\s?น\.?/gu, ([, h, m]) => meanings(Number(h), Number(m), undefined, true)],
  [/(?:บ่าย\s?)?(\d{1,2})\s?(?:โมง|ทุ่ม)|บ่าย(?:สอง|สาม|สี่|ห้า)|บ่ายโมง/gu, () => []],
  [/[一二三四五六七八九十两]+点半?/gu, () => []],
]
const rules = clockRules.map(([pattern, read]) => [quicken(pattern), read] as const)
const spanPattern = new RegExp(
  `(?<!\\p{L})(?:с|from|between)\\s(\\d{1,2})\\s?(?:часов\\s)?(?:до|to|till|until|and|-)\\s?(\\d{1,2})(?!\\d|[.,:%]\\d)(?:\\s?час\\p{L}*)?${free}`,
  'gu',
)
const atHour = new RegExp(
  `(?<=(?<!\\p{L})(?:в|к|до|после|с|at|by|until|till|after|before)\\s)(?:(\\d{1,2})\\s?(?:час(?:ов|а|ам)?|ч|o'clock)(?!\\p{L})|(\\d{1,2})(?![\\d.,:%\\-]\\d)${free}|(${hourWord})(?:\\s(?:час\\p{L}{0,2}|o'clock)(?!\\p{L})|${free}))`,
  'gu',
)

/** The times of day that `text` (unmasked) names: "18:30", "3 pm", «в 15», «с 9 до 18», «в три часа», полдень. */
export function readClocks(text: string): readonly Figure[] {
  if (!hint.test(text)) return []
  let left = text
  const found: Figure[] = []
  const take = (match: RegExpExecArray, values: readonly number[]): void => {
    found.push({
      unit: { kind: 'clock' },
      values,
      bound: null,
      per: null,
      isRelative: false,
      text: match[0],
      index: match.index,
    })
    left = left.slice(0, match.index) + '\0'.repeat(match[0].length) + left.slice(match.index + match[0].length)
  }
  for (const [pattern, read] of rules) {
    for (const match of matchEvery(left, pattern)) {
      const values = read(match)
      if (values !== null) take(match, values)
    }
  }
  for (const match of matchEvery(left, spanPattern)) {
    if (Number(match[1]) > 24 || Number(match[2]) > 24) continue
    take(match, meanings(Number(match[1]), 0, undefined, false))
    take(match, meanings(Number(match[2]), 0, undefined, false))
  }
  for (const match of matchEvery(left, atHour)) {
    const [, withWord, bare, word = ''] = match
    const hour = Number(withWord ?? bare ?? hours.get(word))
    if (hour <= 24) take(match, meanings(hour, 0, undefined, false))
  }
  return found
}

/** What every rule needs one of; most sentences hold none. */
const hint = new RegExp(`\\d|${hourWord}|пол|half past|quarter|без |четверть|noon|midday|midnight|点|บ่าย`, 'u')

/** Minutes of the day; an hour of the clock face means two. None when there is no such time. */
function meanings(hour: number, minute: number, part: string | undefined, isPlain: boolean): readonly number[] {
  if (hour > 24 || minute > 59) return []
  const base = hour * 60 + minute
  if (part !== undefined && part !== "o'clock") return [toDayHalf(hour, part) * 60 + minute]
  return isPlain || hour > 12 ? [base] : [base, (base + 12 * 60) % (24 * 60)]
}

function toDayHalf(hour: number, part: string): number {
  if (/^[ap]/.test(part)) return (hour % 12) + (part.startsWith('p') ? 12 : 0)
  if (part === 'вечера' || part === 'дня') return hour < 12 ? hour + 12 : hour
  return hour === 12 ? 0 : hour
}
