import type { Block, Section } from '../../document.ts'

const label = /^(?:вопросы|вопрос|questions?|synonyms|синонимы)\s*:\s*/i

/**
 * Finds the lines that list other ways to ask, «Вопросы: …» in one paragraph or as a list below the label, and marks them, so
 * that they help to find the section and are never quoted.
 */
export function takeQuestions(sections: readonly Section[]): readonly Section[] {
  return sections.map(section => ({ ...section, blocks: markQuestions(section.blocks) }))
}

function markQuestions(blocks: readonly Block[]): readonly Block[] {
  const marked: Block[] = []
  let isListing = false
  for (const block of blocks) {
    if (isListing && block.kind === 'item') {
      marked.push({ kind: 'questions', text: block.text })
      continue
    }
    isListing = block.kind === 'paragraph' && label.test(block.text) && block.text.replace(label, '') === ''
    if (!isListing) marked.push(...splitQuestions(block))
  }
  return marked
}

/** The label may begin any line of a paragraph: the lines from there to its end are questions. */
function splitQuestions(block: Block): readonly Block[] {
  if (block.kind !== 'paragraph') return [block]
  const lines = block.text.split('\n')
  const at = lines.findIndex(line => label.test(line))
  if (at < 0) return [block]
  const text = lines.slice(at).join(' ').replace(label, '')
  const before = lines.slice(0, at).join('\n')
  return [...(before === '' ? [] : [{ ...block, text: before }]), { kind: 'questions', text }]
}
