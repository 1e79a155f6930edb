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
    `(${numbers.join('|')})`,
    `(?=[\\u0e00-\\u9fff])(?:${easternWords})`,
    // «300 тр», «300 т.р.»: thousands of roubles, written as one word or as two letters.
    String.raw`(?<![a-zа-я])(?<!\p{L})(?:(т)(?=\.? ?р(?!\p{L}))\.?|(${abbreviations})\.)`,
    String.raw`(?:[a-zа-я]+|[\p{Script=Latin}\p{Script=Cyrillic}])+(?:'[a-z]+)?|\p{L}\p{M}*`,
    String.raw`([,;:!?.()"«»\n\0])`,
    String.raw`(\S)`,
  ].join('|'),
  'gu',
)

/** Cuts folded text into tokens. The dot of an abbreviation is swallowed; every other dot is a break. */
export function readTokens(folded: string): readonly Token[] {
  const tokens: Token[] = []
  let before = -1
  tokenPattern.lastIndex = 0
  // Not `matchAll`: every message is cut, and an iterator costs as much as the search.
  for (let match = tokenPattern.exec(folded); match !== null; match = tokenPattern.exec(folded)) {
    const [whole, number, thousand, abbreviation, mark, sign] = match
    const text = thousand ?? abbreviation ?? whole
    const end = match.index + text.length
    const kind = number !== undefined ? 'number' : mark !== undefined ? 'break' : sign !== undefined ? 'sign' : 'word'
    const value = number === undefined ? 0 : parseDigits(number)
    tokens.push({ kind, text, value, start: match.index, end, isGlued: before === match.index })
    before = end
  }
  return tokens
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
