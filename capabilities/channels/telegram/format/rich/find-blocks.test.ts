import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownDocuments } from '../../../../../test/fixtures/telegram/markdown-documents.ts'
import { nastyMarkdown } from '../../../../../test/fixtures/telegram/nasty-markdown.ts'
import { checkRichMessage } from '../../../../../testing/telegram/validation/check-rich-message.ts'
import type { Attachments, ChatAddress, OutboundPart } from '../../../contract.ts'
import { buildRichMessage } from '../../calls/build-rich-message.ts'
import { renderMarkdown } from '../render-markdown.ts'

const annasChat: ChatAddress = { businessConnectionId: '', chatId: '7', topicId: '', chatType: 'private' }

describe('the blocks of a reply', () => {
  it('have its table, with what stands in the cells', () => {
    const markdown = 'Prices:\n\n| Plan | € |\n|---|--:|\n| **Start** | 10 |\n| [Pro](https://a.example) | |'
    expect(sent(markdown)).toEqual([
      { type: 'paragraph', text: 'Prices:' },
      {
        type: 'table',
        is_bordered: true,
        cells: [
          [head('Plan', 'left'), head('€', 'right')],
          [cell({ type: 'bold', text: 'Start' }, 'left'), cell('10', 'right')],
          [cell({ type: 'url', text: 'Pro', url: 'https://a.example' }, 'left'), cell('', 'right')],
        ],
      },
    ])
  })

  it('have its headings, quotes, code and lines', () => {
    expect(sent('## Plans *now*\n> one\n> two\n\n```ts\nlet a\n```\n---\nend')).toEqual([
      { type: 'heading', size: 2, text: ['Plans ', { type: 'italic', text: 'now' }] },
      { type: 'blockquote', blocks: [paragraph('one\ntwo')] },
      { type: 'pre', text: 'let a', language: 'ts' },
      { type: 'divider' },
      paragraph('end'),
    ])
  })

  it('have its lists within lists, numbers and tasks', () => {
    expect(sent('3. a\n   - b\n4. c\n   - [x] d\n   - [ ] e')).toEqual([
      {
        type: 'list',
        items: [
          { value: 3, type: '1', blocks: [paragraph('a'), { type: 'list', items: [{ blocks: [paragraph('b')] }] }] },
          {
            value: 4,
            type: '1',
            blocks: [
              paragraph('c'),
              {
                type: 'list',
                items: [
                  { blocks: [paragraph('d')], has_checkbox: true, is_checked: true },
                  { blocks: [paragraph('e')], has_checkbox: true },
                ],
              },
            ],
          },
        ],
      },
    ])
  })

  it('name instants as instants, and formatting within formatting', () => {
    const words = 'Fri 16 January, 15:00'
    expect(sent(`# Booked\n**Come _on_ ${words}**`, { times: [{ words, at: 1_768_564_800_000 }] })).toEqual([
      { type: 'heading', size: 1, text: 'Booked' },
      paragraph({
        type: 'bold',
        text: [
          'Come ',
          { type: 'italic', text: 'on' },
          ' ',
          { type: 'date_time', text: words, unix_time: 1_768_564_800, date_time_format: 'wDt' },
        ],
      }),
    ])
  })
})

describe('a reply has no blocks', () => {
  it.each([
    ['text says it as well', '**Hello**, _Anna_\n\n- one\n- two\n\n> quoted\n\n`code`'],
    ['it takes two messages', `# Long\n${'word '.repeat(1000)}`],
    [
      'its table has more columns than Telegram shows',
      `|${' a |'.repeat(21)}\n|${'---|'.repeat(21)}\n|${' 1 |'.repeat(21)}`,
    ],
    ['it has more blocks than Telegram takes', `# List\n${'- a\n'.repeat(250)}`],
    ['it is nested more deeply than Telegram allows', `# Deep\n${'> '.repeat(16)}a`],
    ['an item of a list has nothing in it', '# List\n- one\n-\n- two'],
    ['nobody would see them', '# \n| |\n|-|'],
  ])('where %s', (_why, markdown) => {
    const parts = render(markdown)
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.filter(({ blocks }) => blocks !== undefined)).toEqual([])
  })

  it('where it is the caption of a file', () => {
    const document = { fileName: 'a.txt', mimeType: 'text/plain', content: 'a' }
    expect(render('# Prices', { document })).toMatchObject([{ text: 'Prices', document }])
    expect(render('# Prices', { document })[0]?.blocks).toBeUndefined()
  })

  it('where rich messages are not wanted', () => {
    expect(renderMarkdown('# Prices')[0]?.blocks).toBeUndefined()
  })
})

describe('blocks are taken by Telegram, and say in the same words what the text says,', () => {
  it.each(Object.entries(nastyMarkdown))('of %s, whole and cut off anywhere', (_name, markdown) => {
    for (let end = 0; end <= markdown.length; end += 3) expectFaithful(render(`# Title\n${markdown.slice(0, end)}`))
  })

  it('of any document', () => {
    const tables = fc
      .array(
        fc.array(fc.constantFrom('w1e', '**w2e**', '[w3e](/x)', '', '`w4e`', '5 €'), { minLength: 1, maxLength: 22 }),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      .map(rows => [rows[0] ?? [], (rows[0] ?? []).map(() => ':-:'), ...rows.slice(1)])
      .map(rows => rows.map(row => `| ${row.join(' | ')} |`).join('\n'))
    const documents = fc.oneof(
      markdownDocuments.map(({ markdown }) => markdown),
      tables,
    )
    const shortDocuments = fc.array(
      documents.map(markdown => markdown.slice(0, 1500)),
      { minLength: 1, maxLength: 3 },
    )
    let withBlocks = 0
    fc.assert(
      fc.property(shortDocuments, pieces => {
        const parts = render(pieces.join('\n\n'))
        withBlocks += parts.filter(({ blocks }) => blocks !== undefined).length
        expectFaithful(parts)
      }),
      { numRuns: 150 },
    )
    expect(withBlocks).toBeGreaterThan(30)
  })

  it('of any string at all', () => {
    const alphabet = fc.constantFrom(
      ...'*_`~[]()>#-+|!\\<&:. \n\t1aя\0\ud83d\udc4d\u200d',
      '```',
      '\n\n',
      '# a\n',
      '| - |\n',
    )
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), pieces => expectFaithful(render(`# b\n${pieces.join('')}`))),
      { numRuns: 500 },
    )
  })
})

function render(markdown: string, attached: Attachments = {}): readonly OutboundPart[] {
  return renderMarkdown(markdown, attached, { richMessages: true })
}

/** The blocks of the one message, as they go to Telegram. */
function sent(markdown: string, attached: Attachments = {}): unknown {
  const [part, ...others] = render(markdown, attached)
  expect(others).toEqual([])
  if (part?.blocks === undefined) return null
  const { rich_message } = buildRichMessage(annasChat, part, part.blocks)
  expect(() => checkRichMessage({ rich_message })).not.toThrow()
  return rich_message.blocks
}

function expectFaithful(parts: readonly OutboundPart[]): void {
  for (const part of parts) {
    if (part.blocks === undefined) continue
    const { rich_message } = buildRichMessage(annasChat, part, part.blocks)
    checkRichMessage({ rich_message })
    expect(wordsIn(shownBy(rich_message.blocks))).toEqual(wordsIn(part.text))
  }
}

/** Each word once: a table that is laid out as records repeats its header. */
function wordsIn(text: string): readonly string[] {
  return [...new Set(text.match(/[\p{L}\p{N}]+/gu))].sort()
}

/** Every string that a reader is shown, by the names of the Bot API's fields. */
function shownBy(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(shownBy).join('')
  if (typeof value !== 'object' || value === null) return ''
  const fields = new Map(Object.entries(value))
  const number = fields.has('value') ? ` ${fields.get('value')} ` : ''
  const inner = ['text', 'blocks', 'items', 'cells'].map(name => shownBy(fields.get(name))).join('')
  const isInline = fields.has('text') && !fields.has('align') && !blockTypes.has(fields.get('type'))
  return isInline ? inner : `${number}\n${inner}\n`
}

const blockTypes: ReadonlySet<unknown> = new Set(['paragraph', 'heading', 'pre'])

function paragraph(text: unknown) {
  return { type: 'paragraph', text }
}

function cell(text: unknown, align: string) {
  return { text, align, valign: 'top' }
}

function head(text: unknown, align: string) {
  return { ...cell(text, align), is_header: true }
}
