import type { ObjectionType } from '../reading.ts'
import { type Meanings, readMeanings } from './read-meanings.ts'

/**
 * The strongest objection of a message, or null: the one of which it says most; 'other' («надо подумать») only when there is no
 * more definite one. «думаю, нам подходит» and «мне нужно» object to nothing.
 */
export function readObjection(text: string): ObjectionType | null {
  return objectionIn(readMeanings(text))
}

export function objectionIn({ found, words }: Meanings): ObjectionType | null {
  const weights = new Map<ObjectionType, number>()
  for (const { meaning, first, last } of found) {
    const objection = order.find(type => meaning === `objects-to-${type}`)
    if (objection === undefined || (objection === 'timing' && isAppointment(words.slice(first)))) continue
    weights.set(objection, (weights.get(objection) ?? 0) + 1 + (last - first) / 10)
  }
  const definite = order.filter(type => weights.has(type) && (type !== 'other' || weights.size === 1))
  return definite.reduce<ObjectionType | null>(
    (best, type) => (best === null || (weights.get(type) ?? 0) > (weights.get(best) ?? 0) ? type : best),
    null,
  )
}

/** Of equals, the earlier one. */
const order: readonly ObjectionType[] = ['price', 'timing', 'need', 'trust', 'competitor', 'other']

/** «давайте позже, часов в 17» sets a time and puts nothing off. */
function isAppointment(rest: Meanings['words']): boolean {
  return rest.some(word => /^\d{1,2}$/u.test(word.text))
}
