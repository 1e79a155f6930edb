import type { TextEntity } from '../../contract.ts'
import type { FormattedText } from './formatted-text.ts'
import { tidyEntities } from './tidy-entities.ts'

/**
 * The stretch from `from` to `to` without white space at its edges. Entities that reach beyond it are cut to it, so a stretch
 * of a code block is a code block of the same language. The indent of a first line of code stays.
 */
export function sliceText(whole: FormattedText, from: number, to: number): FormattedText {
  const start = skipSpace(whole, from, to)
  const text = whole.text.slice(start, to).trimEnd()
  const entities = whole.entities.flatMap(entity => cutEntity(entity, start, start + text.length))
  return { text, entities: tidyEntities(text, entities) }
}

function skipSpace(whole: FormattedText, from: number, to: number): number {
  let start = from
  while (start < to && isLooseSpace(whole, start)) start++
  return start
}

function isLooseSpace({ text, entities }: FormattedText, at: number): boolean {
  const char = text.charAt(at)
  if (char === '\n' || !/\s/.test(char)) return char === '\n'
  return !entities.some(({ type, offset, length }) => type === 'pre' && offset <= at && at < offset + length)
}

function cutEntity(entity: TextEntity, start: number, end: number): readonly TextEntity[] {
  const from = Math.max(entity.offset, start)
  const to = Math.min(entity.offset + entity.length, end)
  return from < to ? [{ ...entity, offset: from - start, length: to - from }] : []
}
