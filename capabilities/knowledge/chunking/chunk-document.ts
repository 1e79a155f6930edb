import { createHash } from 'node:crypto'
import type { Block, Section } from '#shared/documents'
import { packProse } from './pack-prose.ts'
import { writeRow } from './write-row.ts'

/** A passage before it is stored. */
export interface Chunk {
  /** The headings above it, outermost first, joined by ` › `. */
  readonly heading: string
  /** What it says; its last line may be `questions`, see `splitQuestions`. */
  readonly text: string
  /** Of heading and text: equal chunks share an embedding. */
  readonly hash: string
}

/**
 * Cuts a document into stretches that can each answer a question by themselves: a section, or some 500 to 900 characters of a
 * longer one, cut between paragraphs and items where possible; in a table one row with the headings of its columns. Every word
 * of the document stands in some chunk, in its heading or in its text.
 */
export function chunkDocument(sections: readonly Section[]): readonly Chunk[] {
  return sections.flatMap(section => {
    const heading = section.headings.join(headingSeparator)
    const questions = section.blocks.flatMap(block => (block.kind === 'questions' ? [block.text] : [])).join('; ')
    const texts = writeBlocks(section.blocks)
    // A heading with nothing below it still tells that there is such a thing.
    const stretches = texts.length > 0 ? texts : [section.headings.at(-1) ?? '']
    return stretches.map(text => buildChunk(heading, joinQuestions(text, questions)))
  })
}

export const headingSeparator = ' › '

// A line that no reader can produce: readers drop the characters for private use that HTML could bring.
const questionsMark = '\n\u2063?: '

/** The stored text of a passage as what may be quoted, and the other ways to ask for it. */
export function splitQuestions(text: string): { readonly text: string; readonly questions: string } {
  const at = text.indexOf(questionsMark)
  return at < 0
    ? { text, questions: '' }
    : { text: text.slice(0, at), questions: text.slice(at + questionsMark.length) }
}

function joinQuestions(text: string, questions: string): string {
  return questions === '' ? text : `${text}${questionsMark}${questions}`
}

function buildChunk(heading: string, text: string): Chunk {
  return { heading, text, hash: createHash('sha256').update(`${heading}\n${text}`).digest('base64url') }
}

/** Prose between two tables is packed together; each row of a table stands alone. */
function writeBlocks(blocks: readonly Block[]): readonly string[] {
  const texts: string[] = []
  let prose: Exclude<Block, { kind: 'table' | 'questions' }>[] = []
  for (const block of blocks) {
    if (block.kind === 'questions') continue
    if (block.kind !== 'table') {
      prose.push(block)
      continue
    }
    texts.push(...packProse(prose), ...block.rows.flatMap(row => writeRow(block.columns, row)))
    if (block.rows.length === 0) texts.push(block.columns.join('; '))
    prose = []
  }
  return [...texts, ...packProse(prose)]
}
