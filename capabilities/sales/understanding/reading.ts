/** What a message says, read by rules alone: no model, no network. Nothing here is a raw substring match. */
export interface Reading {
  /** IETF primary tag: the language to answer in, with the conversation's memory taken into account; null when nothing tells. */
  readonly language: string | null
  readonly signals: ReadonlySet<Signal>
  /** The strongest objection, or null. */
  readonly objection: ObjectionType | null
  /** A yes or a no to whatever was asked; null when it is neither, or both. */
  readonly answer: 'yes' | 'no' | null
  readonly money: readonly MoneyMention[]
  readonly times: readonly TimeMention[]
  readonly contacts: readonly ContactMention[]
  readonly quantities: readonly QuantityMention[]
  readonly name: NamedMention | null
  readonly company: NamedMention | null
  /** IANA zone or fixed offset that the client named ("по Бангкоку", "UTC+7"), or null. */
  readonly timeZone: string | null
}

/** What a message does in a dialogue. A message may do several things at once. */
export const signals = [
  'angry',
  'asks-about-offer',
  'asks-if-ai',
  'asks-internals',
  'asks-price',
  'correction',
  'goodbye',
  'greeting',
  'need',
  'new-topic',
  'opt-out',
  'question',
  'refuses-to-say',
  'small-talk',
  'thanks',
  'wants-cancel',
  'wants-human',
  'wants-meeting',
  'wants-other-time',
  'wants-reschedule',
] as const
export type Signal = (typeof signals)[number]

export const objectionTypes = ['price', 'timing', 'need', 'trust', 'competitor', 'other'] as const
export type ObjectionType = (typeof objectionTypes)[number]

/** Where in the text a mention stands, in UTF-16 units, and how sure the reader is (0..1). */
interface Mention {
  readonly text: string
  readonly index: number
  readonly confidence: number
}

/** An amount or a range of money. «до 300 тыс. руб» is {min: null, max: 300000, currency: 'RUB'}; an exact sum has min = max. */
export interface MoneyMention extends Mention {
  readonly min: number | null
  readonly max: number | null
  /** ISO 4217; null when the client named none. */
  readonly currency: string | null
  readonly isApproximate: boolean
  readonly per: 'hour' | 'day' | 'month' | 'year' | null
}

/**
 * A moment or a stretch of time, resolved against now in the client's zone: `from` inclusive, `to` exclusive, epoch
 * milliseconds. «в четверг в 15» is one minute wide with precision minute; «завтра после обеда» is a daypart; «через неделю» a day.
 */
export interface TimeMention extends Mention {
  readonly from: number
  readonly to: number
  readonly precision: 'minute' | 'daypart' | 'day' | 'week' | 'month'
  /** False for «в 15» alone: the day was inferred (the next one on which it lies ahead). */
  readonly hasDate: boolean
  readonly hasTime: boolean
}

export type ContactMention = Mention &
  (
    | { readonly kind: 'phone' /** E.164 */; readonly value: string }
    | { readonly kind: 'email'; readonly value: string }
    | { readonly kind: 'telegram' /** Without @ */; readonly value: string }
  )

/** A number with what it counts. «50 сотрудников» is {value: 50, unit: 'people'}; «100 документов в день» has per: 'day'. */
export interface QuantityMention extends Mention {
  readonly min: number
  readonly max: number
  readonly unit:
    | 'people'
    | 'percent'
    | 'hour'
    | 'day'
    | 'week'
    | 'month'
    | 'year'
    | 'meter'
    | 'square-meter'
    | 'bedroom'
    | 'item'
    | null
  /** What is counted, as written (документов, calls); null when the unit says it. */
  readonly noun: string | null
  readonly per: 'hour' | 'day' | 'week' | 'month' | 'year' | null
}

export interface NamedMention extends Mention {
  readonly value: string
}
