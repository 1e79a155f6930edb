import { placeNames } from '../words/places.ts'
import { plainWords } from '../words/plain-words.ts'

export interface BareCompany {
  /** From and to (exclusive), in UTF-16 units. */
  readonly range: readonly [number, number]
  readonly confidence: number
}

const leadIn =
  /^[\s"']*(?:(?:да|ну|это|мы|у нас|наша|моя|я из|мы из|компания|фирма|называется|yes|well|sure|it's|it is|its|we're|we are|our company is|my company is|the company is|company)(?![\p{L}\p{N}])[\s,:-]*)*/u
const refusal =
  /(?<!\p{L})(?:нет|пока|не|без|никак\p{L}*|сам|сама|себя|фриланс\p{L}*|самозанят\p{L}*|частн\p{L}*|физ\p{L}*|лицо|безработн\p{L}*|no|not|none|don't|dont|self|freelanc\p{L}*|individual|myself|private|nothing|nowhere)(?!\p{L})/u
const sentence =
  /(?<!\p{L})(?:занима\p{L}+|прода\p{L}+|делаем|работа\p{L}+|хо(?:чу|тим)|ищ\p{L}+|нуж\p{L}+|сколько|какая|какой|как|что|почему|зачем|мы|я|вы|is|are|do|does|sell|make|want|need|looking|have|what|how|why|we|i|you)(?!\p{L})/u

/** The answer to "what is your company?" when it is nothing but a name: «ромашка», "acme", «Рога и копыта»; or null. */
export function readBareCompany(text: string, folded: string): BareCompany | null {
  const start = leadIn.exec(folded)?.[0].length ?? 0
  const length = /^[^.,;!\n(]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0
  const name = folded.slice(start, start + length)
  const words = name.match(/[\p{L}\p{N}&'-]+/gu) ?? []
  const isPhrase = words.length > 0 && words.length <= 4 && /\p{L}{2}/u.test(name) && !/[?@/%]/.test(folded)
  if (!isPhrase || refusal.test(name) || sentence.test(name)) return null
  if (words.every(word => plainWords.has(word) || placeNames.has(word) || /^(?:\d+|ип|ооо|зао|ао|llc|ltd)$/.test(word)))
    return null
  const isNamed = /\p{Lu}|["«]/u.test(text.slice(start, start + length)) || /^[a-z]/.test(name)
  return { range: [start, start + length], confidence: isNamed ? 0.8 : 0.65 }
}
