import type { Variables } from './variables.ts'

/** What a text of `config.yaml` stands for. */
export type Substitution =
  /** No reference: the text itself. */
  | { readonly kind: 'literal' }
  | { readonly kind: 'value'; readonly value: string; readonly variable: string }
  | { readonly kind: 'unset'; readonly variable: string }

/**
 * Reads `${NAME}` and `${NAME:default}`. Only a text that is nothing else is a reference; the first colon ends the name, so a
 * default may be a URL; both parts are trimmed. A variable that is set wins over the default even when it is empty.
 */
export function substitute(text: string, variables: Variables): Substitution {
  const [, name, fallback] = /^\$\{([^:}]*)(?::([^}]*))?\}$/.exec(text) ?? []
  if (name === undefined) return { kind: 'literal' }
  const variable = name.trim()
  const value = variables.get(variable)?.value ?? fallback?.trim()
  return value === undefined ? { kind: 'unset', variable } : { kind: 'value', value, variable }
}
