/** What the letters of a text say: a language at once, or only its alphabet. */
export type ScriptVerdict =
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'cyrillic' }
  | { readonly kind: 'latin' }
  | { readonly kind: 'none' }

const scripts: readonly (readonly [letters: RegExp, language: string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Devanagari}/gu, 'hi'],
]

/** One ideograph says as much as two letters; a few Cyrillic words around English names are a Russian sentence. */
export function scriptOf(text: string, remembered: string | null): ScriptVerdict {
  const latin = count(text, /\p{Script=Latin}/gu)
  const cyrillic = count(text, /\p{Script=Cyrillic}/gu)
  if (cyrillic + latin < text.length) {
    const other = scripts.find(([letters]) => count(text, letters) * 2 > Math.max(cyrillic, latin))
    if (other !== undefined) return { kind: 'language', language: other[1] }
  }
  const isCyrillicKnown = remembered === 'ru' || remembered === 'uk' || remembered === 'kk'
  if (cyrillic >= 2 && cyrillic * (isCyrillicKnown ? 6 : 3) >= latin) return { kind: 'cyrillic' }
  if (latin > 0) return { kind: 'latin' }
  return { kind: 'none' }
}

/** Letters that only one of the languages around us has. */
export function cyrillicTells(text: string): string | null {
  if (/[әғқңөұүһ]/iu.test(text)) return 'kk'
  if (/[їєґ]/iu.test(text)) return 'uk'
  if (/ў/iu.test(text)) return 'be'
  if (/[ыэё]/iu.test(text) && !/і/iu.test(text)) return 'ru'
  return /і/iu.test(text) && !/ы/iu.test(text) ? 'uk' : null
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0
}
