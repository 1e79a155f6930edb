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
  let tokens = 0
  for (let index = 0; index < text.length; index++) tokens += tokensOf(text.charCodeAt(index))
  return tokens
}

/** Shortens the tail so that the estimate is at most `maxTokens`, between graphemes; what was cut is shown as `…`. */
export function truncateToTokens(text: string, maxTokens: number): string {
  let tokens = OTHER_TOKENS // for the `…`
  for (let index = 0; index < text.length; index++) {
    tokens += tokensOf(text.charCodeAt(index))
    if (tokens > maxTokens) return estimateTokens(text) <= maxTokens ? text : truncate(text, index + 1)
  }
  return text
}

function tokensOf(unit: number): number {
  if (unit < 0x250) return LATIN_TOKENS
  if (unit >= 0x400 && unit < 0x530) return CYRILLIC_TOKENS
  return OTHER_TOKENS
}
