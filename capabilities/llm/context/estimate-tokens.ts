import { truncate } from '#shared/utils'

/**
 * How many letters make one token, by script, for the vocabularies of current open models (Qwen, Llama, Mistral); rather too
 * few than too many. An emoji is two UTF-16 units, so it counts as two tokens.
 */
const LATIN_TOKENS = 1 / 3.6
const CYRILLIC_TOKENS = 1 / 2.2
const OTHER_TOKENS = 1

/** Tokens of `text`, estimated without a tokenizer: not whole, never negative. */
export function estimateTokens(text: string): number {
  // Counted apart and multiplied once: whole prompts pass here, and adding fractions takes twice as long.
  let latin = 0
  let cyrillic = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (isLatin(unit)) latin++
    else if (isCyrillic(unit)) cyrillic++
  }
  return latin * LATIN_TOKENS + cyrillic * CYRILLIC_TOKENS + (text.length - latin - cyrillic) * OTHER_TOKENS
}

/** Shortens the tail so that the estimate is at most `maxTokens`, between graphemes; what was cut is shown as `…`. */
export function truncateToTokens(text: string, maxTokens: number): string {
  if (estimateTokens(text) <= maxTokens) return text
  let tokens = OTHER_TOKENS // for the `…`
  let units = 0
  while (tokens <= maxTokens) tokens += tokensOf(text.charCodeAt(units++))
  return truncate(text, units)
}

function tokensOf(unit: number): number {
  if (isLatin(unit)) return LATIN_TOKENS
  return isCyrillic(unit) ? CYRILLIC_TOKENS : OTHER_TOKENS
}

function isLatin(unit: number): boolean {
  return unit < 0x250
}

function isCyrillic(unit: number): boolean {
  return unit >= 0x400 && unit < 0x530
}
