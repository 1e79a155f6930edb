import type { TextEntity } from '../../contract.ts'
import { isBlock } from './formatted-text.ts'

/**
 * Brings properly nested entities into the form that Telegram keeps as it is: no white space at their ends, none empty, in
 * the order of their beginning, the outer before the inner.
 */
export function tidyEntities(text: string, entities: readonly TextEntity[]): readonly TextEntity[] {
  return entities
    .map(entity => trimEntity(text, entity))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length || depthOf(a) - depthOf(b))
}

/** Which of two entities over the same text is the outer one: a quote may hold anything, code nothing. */
function depthOf({ type }: TextEntity): number {
  if (type === 'blockquote') return 0
  return type === 'code' || type === 'pre' ? 2 : 1
}

function trimEntity(text: string, entity: TextEntity): TextEntity {
  const covered = text.slice(entity.offset, entity.offset + entity.length)
  // The first line of code may be indented, and a quote may begin with code.
  const lead = covered.search(isBlock(entity.type) ? /[^\n]/ : /\S/)
  if (lead < 0) return { ...entity, length: 0 }
  return { ...entity, offset: entity.offset + lead, length: covered.trimEnd().length - lead }
}
