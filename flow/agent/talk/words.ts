import type { LineName, Playbook, Words } from '#capabilities/sales'

/** The words in the client's language; English for languages that the playbook does not speak. */
export function inLanguage(words: Words, language: string): string {
  return language === 'ru' ? words.ru : words.en
}

/** A line of the playbook with its placeholders filled. */
export function sayLine(
  playbook: Playbook,
  name: LineName,
  language: string,
  values: Readonly<Record<string, string>> = {},
): string {
  return fillWords(inLanguage(playbook.lines[name], language), values)
}

/** Fills `{name}`; a placeholder without a value stays out of sight rather than being shown to a client. */
export function fillWords(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** A greeting without the question it ends with: where another question follows, it would be one too many. */
export function dropLastQuestion(text: string): string {
  return text.replace(/(?<=[.!…])\s+[^.!?…]*\?\s*$/u, '')
}
