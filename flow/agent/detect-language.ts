const scripts: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
]

/**
 * The language to answer in, by script: ru, zh, th, or en for Latin letters. Latin letters alone change a known language only
 * when they make a sentence, so that a Russian client who writes "ok", "CRM" or a link stays Russian; a known language that is
 * itself written in Latin letters (de, es, …) stays.
 */
export function detectLanguage(text: string, remembered: string | null): string | null {
  const words = text.replaceAll(/https?:\/\/\S+|@\w+|\/\w+/g, ' ')
  const best = scripts
    .map(([pattern, language]) => ({ language, letters: words.match(pattern)?.length ?? 0 }))
    .reduce((most, entry) => (entry.letters > most.letters ? entry : most))
  const latinWords = words.match(/\p{Script=Latin}{2,}/gu) ?? []
  const latinLetters = latinWords.join('').length
  if (best.letters > 0 && best.letters * 2 >= latinLetters) return best.language
  if (latinLetters === 0) return remembered
  const isLatinRemembered = remembered !== null && !scripts.some(([, language]) => language === remembered)
  if (isLatinRemembered) return remembered
  return remembered === null || latinWords.length >= 3 ? 'en' : remembered
}
