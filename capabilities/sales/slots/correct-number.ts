import type { SlotDefinition } from '../playbook/playbook.ts'
import type { QuantityMention } from '../understanding/reading.ts'
import { overlap, toSpan } from './kinds/quantities/quantity-candidates.ts'
import type { Candidate, SlotMessage } from './slot-kind.ts'
import type { SlotContext } from './slot-reading.ts'
import { type Amount, parseAmount, writeAmount } from './values/amount.ts'
import { findPhrases } from './words/find-phrase.ts'

/**
 * «Точнее, 60», "not 40 but 50": a number with nothing beside it that says what it counts corrects the known value that it takes
 * back, else the newest number that it is near to. Null when it may as well be something else.
 */
export function correctNumber(
  message: SlotMessage,
  context: SlotContext,
): { readonly slot: string; readonly candidate: Candidate } | null {
  if (!message.reading.signals.has('correction') || isAnnounced(message, context)) return null
  const numbers = listBareNumbers(message)
  const [first] = numbers
  const meant = numbers.at(-1)
  if (first === undefined || meant === undefined || isAnswer(meant, context)) return null
  const known = listKnownAmounts(context)
  const value = amountOf(meant)
  const target = numbers.length > 1 ? known.find(({ amount }) => takesBack(amount, amountOf(first))) : known[0]
  const scale = target === undefined ? undefined : scales.find(factor => isNear(target.amount, value * factor))
  if (target === undefined || scale === undefined) return null
  const candidate = { ...toSpan(meant), value: replaceNumber(target.amount, value * scale), confidence, isBare: true }
  return { slot: target.definition.name, candidate }
}

// What it corrects is clear, only not said: used as it is, and still less sure than a value with its unit.
const confidence = 0.85

/** With «бюджет» or «сотрудников» in the message it is known what the number counts. */
function isAnnounced({ text }: SlotMessage, { slots }: SlotContext): boolean {
  return slots.some(({ cues }) => findPhrases(text, cues).length > 0)
}

/** The numbers of a message that holds no others; empty when one of them has a unit or a currency. */
function listBareNumbers({ reading }: SlotMessage): readonly QuantityMention[] {
  const bare = reading.quantities.filter(({ unit, noun, min, max }) => unit === null && noun === null && min === max)
  const isOfNumber = (mention: { readonly index: number; readonly text: string }): boolean =>
    bare.some(number => overlap(toSpan(number), toSpan(mention)))
  const isPlain = reading.money.every(sum => sum.currency === null && isOfNumber(sum))
  return isPlain && bare.length === reading.quantities.length && !reading.contacts.some(isOfNumber) ? bare : []
}

// Nobody names a sum of money below this without saying of what.
const smallestSum = 1000

/** In answer to a question for a number, «на самом деле 60» is the answer; for a sum it must be large enough to be one. */
function isAnswer(number: QuantityMention, { asked, slots }: SlotContext): boolean {
  const kind = slots.find(({ name }) => name === asked)?.kind
  return kind === 'money' ? amountOf(number) >= smallestSum : kind !== undefined && countedKinds.has(kind)
}

const countedKinds: ReadonlySet<SlotDefinition['kind']> = new Set([
  'duration',
  'headcount',
  'number',
  'percent',
  'volume',
])

interface KnownAmount {
  readonly definition: SlotDefinition
  readonly amount: Amount
}

function listKnownAmounts({ known, slots }: SlotContext): readonly KnownAmount[] {
  return [...known].flatMap(([name, { value }]) => {
    const definition = slots.find(slot => slot.name === name)
    const isNumber = definition !== undefined && (definition.kind === 'money' || countedKinds.has(definition.kind))
    const amount = isNumber ? parseAmount(value) : null
    return definition === undefined || amount === null ? [] : [{ definition, amount }]
  })
}

function amountOf({ min, max }: QuantityMention): number {
  return max ?? min ?? 0
}

// «До 300 тысяч… точнее, 350» means thousands, too.
const scales = [1, 1000, 1_000_000]

function takesBack({ min, max }: Amount, number: number): boolean {
  return scales.some(factor => min === number * factor || max === number * factor)
}

// Who corrects 50 says 60 or 20; 300,000 after it is something else.
const farthest = 5

function isNear({ min, max }: Amount, number: number): boolean {
  const known = max ?? min ?? 0
  return number > 0 && known > 0 && number / known <= farthest && known / number <= farthest
}

/** The same limit, unit and period with another number: «до 300 тысяч» becomes «до 350 тысяч». */
function replaceNumber(amount: Amount, number: number): string {
  const { min, max } = amount
  return writeAmount({
    ...amount,
    min: min === null ? null : number,
    max: max === null ? null : number,
    isApproximate: false,
  })
}
