import type { QuantityMention } from '../../reading.ts'
import { findCurrency } from '../money/currencies.ts'
import { readCountedNoun } from '../text/counted-noun.ts'
import { Phrases } from '../text/phrases.ts'
import type { UnitRead } from '../text/read-spans.ts'
import type { Token } from '../text/tokens.ts'

type UnitName = NonNullable<QuantityMention['unit']>

/** What a number counts. `factor` turns minutes into hours and kilometres into metres. */
export type Unit =
  | { readonly kind: 'measure'; readonly name: UnitName; readonly factor: number }
  /** A noun of the client's trade; tokens `from`..`to`. */
  | { readonly kind: 'item'; readonly from: number; readonly to: number }
  /** A currency: the number is money, and none of ours. */
  | { readonly kind: 'money' }

const phrases = new Phrases<readonly [UnitName, number]>([
  [
    ['square-meter', 1],
    'кв метр|кв метра|кв метров|кв м|квм|м 2|м ²|метр 2|метр ²|метров ²|квадратных метров|квадратных метра|квадратов|квадрата|квадраты',
  ],
  [
    ['square-meter', 1],
    'm ²|meter 2|sqm|sq m|sq метр|sq meter|sq meters|square meter|square meters|square metres|square метр',
  ],
  [['meter', 1], 'метр|метра|метров|метрах|meter|meters|metre|metres|mtrs'],
  [['meter', 1000], 'км|километр|километра|километров|km|kilometer|kilometers|kilometres'],
  [['percent', 1], '%|процент|процента|процентов|проц|percent|pct|per cent'],
  [['hour', 1], 'час|часа|часов|часу|часиков|часик|ч|hour|hours|hr|hrs|h'],
  [['hour', 1 / 60], 'минут|минуты|минуту|минуток|мин|minute|minutes|min|mins'],
  [['day', 1], 'день|дня|дней|дн|дни|сутки|суток|рабочих дней|рабочих дня|day|days|working days|business days'],
  [['week', 1], 'неделя|недели|недель|неделю|нед|week|weeks|wk|wks'],
  [['month', 1], 'месяц|месяца|месяцев|мес|month|months|mo|mos'],
  [['year', 1], 'год|года|лет|годика|year|years|yr|yrs'],
  [
    ['bedroom', 1],
    'спальня|спальни|спален|спальнями|- спальная|- спальную|- спальный|спальная|спальную|- спальни|- спальню',
  ],
  [['bedroom', 1], 'bedroom|bedrooms|- bedroom|- bedrooms|br|bdr|bdrm|bed|beds|- bed|- br|bedder'],
  [
    ['people', 1],
    'человек|человека|человечка|человек персонала|чел|людей|человеками|душ|сотрудника|сотрудников|сотрудник|сотрудниками|сотрудницы|работников|работника|специалистов|специалиста|менеджеров|менеджера|операторов|оператора|сотрудн',
  ],
  [
    ['people', 1],
    'people|person|persons|ppl|employees|employee|staff|members|team members|managers|workers|headcount|engineers|developers|agents|guys|men|heads',
  ],
])

/** Reads what the number before token `at` counts; null when nothing says so. */
export function readUnit(tokens: readonly Token[], at: number, side: 'before' | 'after'): UnitRead<Unit> | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (side === 'before') {
    const isSign = token.kind === 'sign' && findCurrency(token.text) !== null
    return isSign ? { unit: { kind: 'money' }, next: at + 1 } : null
  }
  if (findCurrency(token.text) !== null) return { unit: { kind: 'money' }, next: at + 1 }
  const found = phrases.startingAt(tokens, at)
  if (found !== null) {
    const [name, factor] = found.meaning
    return { unit: { kind: 'measure', name, factor }, next: at + found.length }
  }
  return readItem(tokens, at)
}

function readItem(tokens: readonly Token[], at: number): UnitRead<Unit> | null {
  const number = tokens[at - 1]
  const isFew = number?.kind === 'number' ? number.value < 5 : /^(?:д|тр|четыре)/.test(number?.text ?? '')
  const noun = readCountedNoun(tokens, at, isFew)
  if (noun !== null) return { unit: { kind: 'item', from: at, to: noun.next }, next: noun.next }
  // «3 раза в неделю», "twice a week": a frequency is counted only when it has a period.
  const isTimes =
    /^(?:раз|раза|times)$/.test(tokens[at]?.text ?? '') && /^(?:в|a|per|\/)$/.test(tokens[at + 1]?.text ?? '')
  return isTimes ? { unit: { kind: 'item', from: at, to: at + 1 }, next: at + 1 } : null
}
