import { readMarks } from '../../kill/marks.ts'

/** The marks that an answer of the model quotes. Those that the platform reads back in a question of its own answer nothing. */
export function readQuotes(text: string): readonly string[] {
  return text.startsWith('Answer to m') ? readMarks(text) : []
}

/** Whether the model said this. A later part of a long answer has the other words. */
export function isOfModel(text: string): boolean {
  return /^(Answer to m|All of this is worth|End of what began)/.test(text)
}
