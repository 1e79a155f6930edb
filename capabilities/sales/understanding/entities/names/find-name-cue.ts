/** How plainly the words before a name announce it. */
export type CueStrength = 'strong' | 'weak' | 'asked' | 'none'

export interface NameCue {
  readonly strength: 'strong' | 'weak'
  /** Where the name begins, in UTF-16 units. */
  readonly end: number
}

const begins = String.raw`(?<![\p{L}\p{N}])`
const ends = String.raw`(?![\p{L}\p{N}])[\s:—-]*`
const strong = [
  // A mistyped «зовут» is still a cue; «его зовут» is not.
  String.raw`(?:меня|миня|мня)\s(?:все\s)?(?:зовут|завут|зовт|зовуть|звать|зову)(?:\s(?:не\s\p{L}+,?\sа))?`,
  String.raw`меня(?=\s\p{L}+\s(?:\p{L}+\s)?зовут)`,
  String.raw`^зовут(?:\sменя)?|зовут\sменя`,
  String.raw`мо[её]\sимя|^имя`,
  String.raw`(?:называйте|называть|зовите|зови)\s(?:меня\s)?(?:просто)?|можно\sпросто`,
  String.raw`с\sуважением,?`,
  String.raw`(?:my|mu|mi)\s(?:name|nam|naem)(?:\s?(?:is|'s|s))?|mynameis|^name(?:\sis)?`,
  String.raw`(?:you\scan\s)?call\sme|(?:everyone|they|people)\scalls?\sme`,
  String.raw`(?:best|kind)\sregards,?`,
]
const weak = [
  String.raw`я(?:\sже)?`,
  String.raw`(?:^|(?<=[!,.]\s))это`,
  String.raw`(?:^|(?<=[!,.]\s))(?:this|it)(?:\sis|'s)`,
  String.raw`i'm|i\sam|im|iam`,
]
const strongPattern = new RegExp(`${begins}(?:${strong.join('|')})${ends}`, 'gu')
const weakPattern = new RegExp(`${begins}(?:${weak.join('|')})${ends}`, 'gu')

/** The places behind which the writer's own name may stand, strong cues first. */
export function findNameCue(folded: string): readonly NameCue[] {
  return [...findAll(folded, strongPattern, 'strong'), ...findAll(folded, weakPattern, 'weak')]
}

function findAll(folded: string, pattern: RegExp, strength: NameCue['strength']): readonly NameCue[] {
  // Most messages introduce nobody, and matchAll costs a copy of the pattern.
  if (folded.search(pattern) < 0) return []
  return Array.from(folded.matchAll(pattern), match => ({ strength, end: endOf(match) }))
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}
