import { foldEvenly } from '#capabilities/sales'

/**
 * What a reader sees in `text`, in one spelling: no markup, no invisible characters, every digit an ASCII one, «2 0 0 0» and
 * "2О00" as 2000, lower case. The same price must not pass because it is written another way.
 */
export function unmaskText(text: string): string {
  if (isPlain.test(text)) return foldEvenly(/\d/.test(text) ? joinDigits(text) : text)
  const plain = stripMarkup(decodeEntities(text)).normalize('NFKC')
  const digits = plain
    .replace(invisible, '')
    .replace(/(?<=\d)\p{M}+/gu, '')
    .replace(/\p{Nd}/gu, toAsciiDigit)
  return foldEvenly(joinDigits(digits)).replaceAll('⁄', '/')
}

/** Nothing but letters, digits and signs that neither mark up nor have another spelling: most sentences, by far. */
const isPlain = /^[A-Za-zА-Яа-яЁё\d .,:;!?"'()«»—–\-+%/₽$€\n]*$/

// Format characters (zero-width space, soft hyphen, direction marks), variation selectors and the keycap of a digit.
const invisible = /\p{Cf}|\p{Variation_Selector}|\u20e3|\u034f|\u115f|\u1160|\u3164/gu

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => fromCode(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_, code: string) => fromCode(Number(code)))
    .replace(/&(?:nbsp|thinsp|ensp|emsp|zwnj|zwj);/gi, ' ')
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function stripMarkup(text: string): string {
  return text
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .replace(/<\/?[a-z][^<>\n]{0,80}>/gi, '')
    .replace(/!?\[([^\]\n]*)\]\(([^)\n]*)\)/g, '$1 ($2)')
    .replace(/[*`]|~~|\|\|/g, '')
    .replace(/__|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|(?<=\d)_(?=\d)/g, '')
}

// Zeros of the digits that a chat may hold: Arabic, Persian, Devanagari, Bengali, Thai, Lao. NFKC has folded the wide ones.
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0]

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find(first => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}

const lookalikes: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  О: '0',
  о: '0',
  l: '1',
  I: '1',
  І: '1',
  З: '3',
  з: '3',
}

function joinDigits(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])[\dOoОоlIІЗз]*\d[\dOoОоlIІЗз]*(?![\p{L}\p{N}])/gu, token =>
      token.replace(/\D/g, letter => lookalikes[letter] ?? letter),
    )
    .replace(/(?<![\d.,])\d(?: \d){2,}(?!\d)/g, spaced => spaced.replaceAll(' ', ''))
    .replace(/(?<=\d)['’](?=\d{3}(?!\d))/g, '')
}
