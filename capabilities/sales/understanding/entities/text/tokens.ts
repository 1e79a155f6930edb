/** A word, a number, a sign, or a break between clauses, with its place in the folded text. */
export interface Token {
  readonly kind: 'number' | 'word' | 'sign' | 'break'
  readonly text: string
  /** Of a number written in digits; 0 for everything else. */
  readonly value: number
  readonly start: number
  readonly end: number
  /** No space before it. */
  readonly isGlued: boolean
}

// Chinese and Thai put no spaces between words, so the words that the readers know are cut out of the run of letters.
const easternWords =
  '百万|万|千|亿|人民币|美元|美金|欧元|卢布|泰铢|元|块|不超过|最多|至少|大约|大概|左右|以内|以上|每月|每年|每天|每小时|至|到|ล้าน|แสน|หมื่น|พัน|บาท|ไม่เกิน|ประมาณ|ต่อเดือน|ต่อปี|ต่อวัน'
const abbreviations = 'тыс|руб|долл|млн|млрд|мес|чел|проц|кв|ч|р|т|м|г|мин|макс|max|min|approx|sq|mo|hrs|hr'
const numbers = [
  String.raw`[1-9]\d{0,2}(?: \d{3})+(?:,\d{1,2})?(?!\d)`,
  String.raw`[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)`,
  String.raw`[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)`,
  String.raw`\d+(?:[.,]\d+)?`,
]
const tokenPattern = new RegExp(
  [
    `(?<number>${numbers.join('|')})`,
    `(?<eastern>${easternWords})`,
    // «300 тр», «300 т.р.»: thousands of roubles, written as one word or as two letters.
    String.raw`(?<thousand>(?<!\p{L})т(?=\.? ?р(?!\p{L})))\.?`,
    String.raw`(?<abbreviation>(?<!\p{L})(?:${abbreviations})(?=\.))\.`,
    String.raw`(?<word>[\p{Script=Latin}\p{Script=Cyrillic}]+(?:'[a-z]+)?|\p{L}\p{M}*)`,
    String.raw`(?<break>[,;:!?.()"«»\n\0])`,
    String.raw`(?<sign>\S)`,
  ].join('|'),
  'gu',
)

/** Cuts folded text into tokens. The dot of an abbreviation is swallowed; every other dot is a break. */
export function readTokens(folded: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of folded.matchAll(tokenPattern)) {
    const text = textOf(match)
    const before = tokens.at(-1)
    tokens.push({
      kind: kindOf(match.groups ?? {}),
      text,
      value: match.groups?.number === undefined ? 0 : parseDigits(text),
      start: match.index,
      end: match.index + text.length,
      isGlued: before !== undefined && before.end === match.index,
    })
  }
  return tokens
}

function textOf(match: RegExpExecArray): string {
  return match.groups?.thousand ?? match.groups?.abbreviation ?? match[0]
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): Token['kind'] {
  if (groups.number !== undefined) return 'number'
  if (groups.break !== undefined) return 'break'
  return groups.sign === undefined ? 'word' : 'sign'
}

function parseDigits(text: string): number {
  const compact = text.replaceAll(' ', '')
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(compact) && !compact.startsWith('0')) {
    return Number(compact.replaceAll(',', ''))
  }
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(compact) && !compact.startsWith('0')) {
    return Number(compact.replaceAll('.', '').replace(',', '.'))
  }
  return Number(compact.replace(',', '.'))
}
