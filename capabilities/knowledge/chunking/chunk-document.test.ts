import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Section } from '#shared/documents'
import { readMarkdown } from '../../../shared/documents/readers/text/read-markdown.ts'
import { chunkDocument, splitQuestions } from './chunk-document.ts'

const word = fc.stringMatching(/^[a-zа-я0-9]{1,30}$/)
const longWord = fc.integer({ min: 901, max: 4_000 }).map(length => 'ы'.repeat(length))
const text = fc
  .array(fc.oneof({ weight: 30, arbitrary: word }, { weight: 1, arbitrary: longWord }), {
    minLength: 1,
    maxLength: 200,
  })
  .map(words => words.join(' '))
const cells = fc.array(word, { minLength: 1, maxLength: 5 })
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('paragraph' as const, 'item' as const), text }),
  fc.record({ kind: fc.constant('table' as const), columns: cells, rows: fc.array(cells, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('questions' as const), text: word }),
)
const section: fc.Arbitrary<Section> = fc.record({
  headings: fc.array(word, { minLength: 1, maxLength: 3 }),
  blocks: fc.array(block, { maxLength: 8 }),
})

describe('the chunks of a document', () => {
  it('hold every word of it, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(section, { maxLength: 6 }), sections => {
        // A word longer than a passage is cut; its pieces stand in passages that follow each other.
        const written = chunkDocument(sections).map(chunk => `${chunk.heading} ${chunk.text}`)
        const held = new Set(written.join(' ').split(/[\s;:]+/))
        const words = sections.flatMap(listWords).filter(one => one.length <= 900)
        expect(words.filter(one => !held.has(one))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('stay below 900 characters of prose, also for words without end', () => {
    fc.assert(
      fc.property(text, prose => {
        const chunks = chunkDocument([{ headings: [], blocks: [{ kind: 'paragraph', text: prose }] }])
        expect(chunks.every(chunk => chunk.text.length <= 900)).toBe(true)
        expect(
          chunks
            .map(chunk => chunk.text)
            .join('')
            .replaceAll(/\s/g, ''),
        ).toBe(prose.replaceAll(' ', ''))
      }),
    )
  })

  it('end where the earlier chunker hung: a heading, then a long line with its only full stop in the beginning (F13)', () => {
    const chunks = chunkDocument(readMarkdown(`# Услуги и цены.\n${'длинная строка без точки '.repeat(60)}`))
    expect(chunks.length).toBe(2)
    expect(new Set(chunks.map(chunk => chunk.heading))).toEqual(new Set(['Услуги и цены.']))
  })

  it('are rows that are understood without their table', () => {
    const chunks = chunkDocument(
      readMarkdown(
        '# Nails\n\n| Service | Price | Note |\n|-|-|-|\n| Gel | 26 € | |\n| Repair | 3 € | free after 7 days |\n',
      ),
    )
    expect(chunks.map(({ heading, text: row }) => [heading, row])).toEqual([
      ['Nails', 'Service: Gel; Price: 26 €'],
      ['Nails', 'Service: Repair; Price: 3 €; Note: free after 7 days'],
    ])
  })

  it('keep a list with the line that introduces it, and part between paragraphs', () => {
    const items = Array.from({ length: 10 }, (_, index) => `- item ${index} ${'x'.repeat(40)}`)
    const source = `${'First. '.repeat(90)}\n\nWe bring:\n\n${items.join('\n')}\n\nLast.`
    const chunks = chunkDocument(readMarkdown(source)).map(chunk => chunk.text)
    expect(chunks).toHaveLength(2)
    expect(chunks[1]?.startsWith('We bring:\nitem 0')).toBe(true)
    expect(chunks[1]?.endsWith('Last.')).toBe(true)
  })

  it('carry the questions of their section apart from what may be quoted', () => {
    const [chunk] = chunkDocument(
      readMarkdown('## Parking\n\nNone.\n\nВопросы: куда поставить машину; есть парковка\n'),
    )
    expect(splitQuestions(chunk?.text ?? '')).toEqual({
      text: 'None.',
      questions: 'куда поставить машину; есть парковка',
    })
  })

  it('with equal words have equal hashes', () => {
    const [one] = chunkDocument(readMarkdown('# A\n\nsame'))
    const [other] = chunkDocument(readMarkdown('# A\n\nsame'))
    const [changed] = chunkDocument(readMarkdown('# B\n\nsame'))
    expect(one?.hash).toBe(other?.hash)
    expect(one?.hash).not.toBe(changed?.hash)
  })
})

function listWords({ headings, blocks }: Section): readonly string[] {
  return [
    ...headings,
    ...blocks.flatMap(one => {
      if (one.kind !== 'table') return one.text.split(' ')
      // A column without a cell in any row is only seen in a table without rows.
      const columns =
        one.rows.length === 0 ? one.columns : one.columns.filter((_, index) => one.rows.some(row => index < row.length))
      return [...columns, ...one.rows.flat()]
    }),
  ]
}
