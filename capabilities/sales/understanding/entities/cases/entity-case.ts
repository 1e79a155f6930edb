import type { ContactMention, MoneyMention, QuantityMention } from '../../reading.ts'

/** A sum as «300000..500000 RUB month ~»: only what the case is about, in the order min, max, currency. */
export type ExpectedMoney = Pick<MoneyMention, 'min' | 'max' | 'currency'> &
  Partial<Pick<MoneyMention, 'per' | 'isApproximate'>>
export type ExpectedQuantity = Pick<QuantityMention, 'min' | 'max' | 'unit'> &
  Partial<Pick<QuantityMention, 'noun' | 'per'>>
export type ExpectedContact = Pick<ContactMention, 'kind' | 'value'>

interface Message {
  readonly text: string
  /** Whether the question that the reader answers has just been asked. */
  readonly isAsked?: true
  /** A text that only looks like an entity: each is a test of its own. */
  readonly trap?: true
}

/** A message as people type it, with all that the named reader should find in it. */
export type EntityCase = Message &
  (
    | { readonly reader: 'money'; readonly expected: readonly ExpectedMoney[] }
    | { readonly reader: 'quantities'; readonly expected: readonly ExpectedQuantity[] }
    | { readonly reader: 'contacts'; readonly country: string; readonly expected: readonly ExpectedContact[] }
    | { readonly reader: 'name'; readonly expected: string | null }
    | { readonly reader: 'company'; readonly expected: string | null }
  )
