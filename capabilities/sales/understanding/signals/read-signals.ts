import { type Signal, signals } from '../reading.ts'
import { type Meanings, readMeanings } from './read-meanings.ts'

/**
 * What a message does in a dialogue; it may do several things at once. `language` is the conversation's: outside ru, en, zh and th
 * single Latin words are false friends (German "also", Spanish "no"), so only phrases count there.
 */
export function readSignals(text: string, language: string | null): ReadonlySet<Signal> {
  return signalsIn(readMeanings(text), language)
}

export function signalsIn(meanings: Meanings, language: string | null): ReadonlySet<Signal> {
  const isOurs = language === null || ours.has(language)
  const found = meanings.found.filter(
    phrase => isOurs || phrase.last > phrase.first || international.has(phrase.meaning),
  )
  const said = new Set(signals.filter(signal => found.some(({ meaning }) => meaning === signal)))
  if (/[?？]/u.test(withoutLinks(meanings.text))) said.add('question')
  if (replacesNumber.test(meanings.text)) said.add('correction')
  if (isShouted(meanings)) said.add('angry')
  if (found.some(({ meaning }) => hesitations.has(meaning))) said.delete('need')
  return resolve(said)
}

const ours = new Set(['ru', 'en', 'zh', 'th', 'uk', 'be', 'kk'])
/** Known the world over: "hello", "thanks", "stop". */
const international: ReadonlySet<string> = new Set(['greeting', 'thanks', 'opt-out', 'goodbye'])

/** «мне нужно посоветоваться» needs nothing of ours. */
const hesitations: ReadonlySet<string> = new Set(['objects-to-other', 'objects-to-need'])

/** «не 40, а 50», "not 40 but 50". */
const replacesNumber = /(?<!\p{L})(?:не|not)\s+\S*\d\S*(?:\s+[\p{L}.]+)?\s*,?\s+(?:а|but|it'?s)\s+\S*\d/iu

/** Words that take the place of others: whoever moves or cancels a meeting does not ask for one. */
const outweighs: Partial<Record<Signal, readonly Signal[]>> = {
  'asks-if-ai': ['wants-human', 'need', 'small-talk'],
  'asks-internals': ['asks-about-offer', 'asks-price', 'need'],
  'asks-price': ['asks-about-offer', 'need'],
  'new-topic': ['need'],
  'opt-out': ['wants-cancel', 'wants-meeting', 'wants-human', 'refuses-to-say', 'need'],
  'refuses-to-say': ['need'],
  'small-talk': ['asks-about-offer'],
  'wants-cancel': ['wants-meeting', 'need'],
  'wants-human': ['wants-meeting', 'need'],
  'wants-meeting': ['need'],
  'wants-other-time': ['wants-meeting', 'new-topic'],
  'wants-reschedule': ['wants-meeting', 'wants-other-time', 'wants-cancel', 'need'],
}

function resolve(said: ReadonlySet<Signal>): ReadonlySet<Signal> {
  const outweighed = new Set([...said].flatMap(signal => outweighs[signal] ?? []))
  return new Set([...said].filter(signal => !outweighed.has(signal)))
}

/** A query string is no question. */
function withoutLinks(text: string): string {
  return text.replaceAll(/(?:https?:\/\/|www\.|t\.me\/)\S+/gu, ' ')
}

/** Three words or more in capitals, and an end or a verb that shows heat: «ООО РОМАШКА» is a name, not a shout. */
function isShouted({ text, words }: Meanings): boolean {
  const letters = withoutLinks(text).match(/\p{L}/gu) ?? []
  const capitals = withoutLinks(text).match(/\p{Lu}/gu) ?? []
  const longWords = words.filter(word => word.text.length >= 3)
  if (longWords.length < 3 || letters.length < 12 || capitals.length < letters.length * 0.9) return false
  return /[!?]{2}/u.test(text) || words.some(word => complaint.test(word.text))
}

const complaint =
  /^(?:почему|зачем|где|когда|никто|сколько|хватит|ответ\p{L}*|why|where|nobody|still|answer\p{L}*|stop|never)$/u
