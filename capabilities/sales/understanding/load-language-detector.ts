import { createLanguageDetector, type DetectLanguage, type GuessLanguage } from './detect-language.ts'

/**
 * The detector with fastText's model of 176 languages (0.1–0.3 s, about 18 MB). When the model cannot be loaded, the rules alone;
 * never rejects. Start with `createLanguageDetector()` and exchange it when this resolves, so that nothing waits.
 */
export async function loadLanguageDetector(): Promise<DetectLanguage> {
  try {
    return createLanguageDetector(await loadFastText())
  } catch {
    // The rules answer ru, en, zh and th by themselves: poorer for the others, but never a reason not to start.
    return createLanguageDetector()
  }
}

/** Imported here and not above: WebAssembly that fails to load on some machine must not keep the house from starting. */
async function loadFastText(): Promise<GuessLanguage> {
  const { getLIDModel } = await import('fasttext.wasm.js')
  const model = await (await getLIDModel()).load()
  return text => {
    const guesses = model.predict(text.replaceAll('\n', ' ').toLowerCase(), 1, 0)
    const [likelihood, label] = guesses.size() > 0 ? guesses.get(0) : [0, '']
    // It lives in WebAssembly's memory, which no collector frees.
    guesses.delete()
    const language = label.replace('__label__', '')
    return spoken.has(language) ? { language, likelihood } : null
  }
}

/** fastText also knows Volapük and takes "ok" for Ido: languages that clients write to a business in. */
const spoken = new Set(
  (
    'en de fr es pt it nl pl cs sk sl hr sr bs ro hu tr az uz id ms vi fi sv no da et lv lt sq ca tl sw is af ' +
    'ru uk be bg mk kk ky tg mn tt'
  ).split(' '),
)
