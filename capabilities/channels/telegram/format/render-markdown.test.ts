import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownDocuments } from '../../../../test/fixtures/telegram/markdown-documents.ts'
import { nastyMarkdown } from '../../../../test/fixtures/telegram/nasty-markdown.ts'
import type { OutboundPart, TextEntity } from '../../contract.ts'
import { renderMarkdown } from './render-markdown.ts'

/** What each stretch with an entity says, in reading order. */
function marked(markdown: string): readonly string[] {
  return renderMarkdown(markdown).flatMap(({ text, entities }) =>
    entities.map(({ type, offset, length, url, language }) =>
      [type, ...(url ? [url] : []), ...(language ? [language] : []), text.slice(offset, offset + length)].join(' '),
    ),
  )
}

function textOf(markdown: string): string {
  return renderMarkdown(markdown)
    .map(({ text }) => text)
    .join('\n⋯\n')
}

describe('renderMarkdown', () => {
  it('says emphasis, code, quotes and links with entities, not with markers', () => {
    expect(textOf('**bold** *it* ~~gone~~ `code` [site](https://a.example)')).toBe('bold it gone code site')
    expect(marked('**bold** *it* ~~gone~~ `code` [site](https://a.example)')).toEqual([
      'bold bold',
      'italic it',
      'strikethrough gone',
      'code code',
      'text_link https://a.example site',
    ])
    expect(marked('> quoted')).toEqual(['blockquote quoted'])
    expect(marked('# Title')).toEqual(['bold Title'])
    expect(marked('```ts title=a\nlet a\n```')).toEqual(['pre ts let a'])
  })

  it('keeps markers that close nothing', () => {
    const text = '2 * 3 * 4, 5*6*7, snake_case_name, **open, ~5–~10 min, \\frac{1}{2}'
    expect(renderMarkdown(text)).toEqual([{ text, entities: [], replyToMessageId: null }])
  })

  it('lays out lists and tasks in characters', () => {
    expect(textOf('Buy:\n- a\n  - b\n- [x] c\n- [ ] d\n\n3. e\n4. f')).toBe('Buy:\n• a\n  ◦ b\n☑ c\n☐ d\n\n3. e\n4. f')
  })

  it('shows a table as columns where a phone can show them', () => {
    const [part] = renderMarkdown('| Plan | € |\n|---|--:|\n| Start | 10 |\n| Про 🎉 | 200 |')
    expect(part?.text).toBe('Plan   |   €\n------ | ---\nStart  |  10\nПро 🎉 | 200')
    expect(part?.entities).toEqual([{ type: 'pre', offset: 0, length: part?.text.length }])
  })

  it('shows a wide table, or one with links, as records', () => {
    expect(
      textOf('| Plan | What is in it |\n|--|--|\n| Start | one seat and mail answered within a day |\n| Pro | all |'),
    ).toBe('Plan: Start\nWhat is in it: one seat and mail answered within a day\n\nPlan: Pro\nWhat is in it: all')
    expect(marked('| a | b |\n|--|--|\n| x | [y](https://a.example) |')).toEqual([
      'bold a: x',
      'text_link https://a.example y',
    ])
  })

  it('opens no link but to the web, Telegram, mail and telephone, and prints the others', () => {
    expect(textOf('[go](javascript:alert(1)) [doc](/x)')).toBe('go (javascript:alert(1)) doc (/x)')
    expect(marked('[go](javascript:alert(1)) [doc](/x) [f](file:///x) [n](https://) [](https://a.example)')).toEqual([])
    expect(marked('[a](tg://user?id=1) [b](mailto:a@b.cc) [c](tel:+661)')).toHaveLength(3)
  })

  it('keeps code free of other formatting, and the other formatting off code', () => {
    expect(marked('**run `npm i` now**')).toEqual(['bold run', 'code npm i', 'bold now'])
    expect(marked('[`x`](https://a.example)')).toEqual(['text_link https://a.example x'])
    expect(marked('> > a\n> > `b`')).toEqual(['blockquote a\nb', 'code b'])
  })

  it('keeps the indent of code, in a list as well', () => {
    expect(textOf('- run\n  ```\n    npm i\n  now\n  ```')).toBe('• run\n  npm i\nnow')
  })

  it('leaves reference definitions in the text', () => {
    expect(textOf('see [one][1]\n\n[1]: https://a.example\n[Important]: call')).toBe(
      'see one\n\n[1]: https://a.example\n[Important]: call',
    )
    expect(marked('see [one][1]\n\n[1]: https://a.example')).toEqual(['text_link https://a.example one'])
  })

  it('shows HTML as text', () => {
    const html = '<b>x</b> <script>y</script>\n\n<div>\n**z**\n</div>'
    expect(textOf(html)).toBe(html)
  })

  it('sends the source where nothing of it would be seen, and nothing where nothing is there', () => {
    expect(textOf('```')).toBe('```')
    for (const empty of ['', ' \n ', '\u200b', '\0']) expect(renderMarkdown(empty)).toEqual([])
  })

  it('goes on with bold, a link and code of the same language in the next part', () => {
    const words = 'слово '.repeat(900).trim()
    expect(renderMarkdown(`**${words}**`).map(({ entities }) => entities[0]?.type)).toEqual(['bold', 'bold'])
    const code = renderMarkdown(`\`\`\`ts\n${'  const a = 1\n'.repeat(500)}\`\`\``)
    expect(code.map(({ entities }) => entities[0]?.language)).toEqual(['ts', 'ts'])
    expect(code[1]?.text.startsWith('  const a = 1')).toBe(true)
  })

  it('keeps to the limits of Telegram', () => {
    expect(renderMarkdown('x'.repeat(10_000)).map(({ text }) => text.length)).toEqual([4096, 4096, 1808])
    expect(renderMarkdown('**a** '.repeat(250)).map(({ entities }) => entities.length)).toEqual([100, 100, 50])
  })

  it.each(Object.entries(nastyMarkdown))('renders %s, whole and cut off anywhere', (_name, markdown) => {
    for (let end = 0; end <= markdown.length; end++) expectAcceptable(renderMarkdown(markdown.slice(0, end)))
    const rendered = textAndUrls(renderMarkdown(markdown))
    expect(wordsThatMustStay(markdown).filter(word => !rendered.includes(word))).toEqual([])
  })

  it('renders any document within the limits and loses no word of it', () => {
    fc.assert(
      fc.property(markdownDocuments, ({ markdown, words }) => {
        const parts = renderMarkdown(markdown)
        expectAcceptable(parts)
        expect(parts.flatMap(({ text }) => text.match(/w\d+e/g) ?? [])).toEqual(words)
      }),
      { numRuns: 300 },
    )
  })

  it('renders any string at all', () => {
    const alphabet = fc.constantFrom(
      ...'*_`~[]()>#-+|!\\<&:. \n\t1aя\0\ud83d\udc4d\u0301\u200d',
      '```',
      'https://a.b/',
      '\n\n',
      '| - |\n',
    )
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), pieces => expectAcceptable(renderMarkdown(pieces.join('')))),
      { numRuns: 2000 },
    )
  })

  it('is not brought down by markdown that costs a parser its stack or its afternoon', () => {
    const bombs = [
      '>',
      '> ',
      '- ',
      '1. ',
      '[',
      '[a](',
      '![',
      '*',
      '_a',
      '*a_',
      '**a *b ',
      '`',
      '<a ',
      '~~a ',
      '|',
      '\\',
      '[a]: ',
    ]
    const begun = performance.now()
    for (const bomb of bombs) expectAcceptable(renderMarkdown(bomb.repeat(Math.ceil(16_000 / bomb.length))))
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('renders 4 kB in milliseconds', () => {
    const section = `## Plans\n\n${'We **set it up** in _two days_ and `test` it. '.repeat(8)}\n- one\n- [two](https://a.example)\n\n`
    const markdown = section.repeat(10).slice(0, 4096)
    const tookMs = Array.from({ length: 30 }, () => {
      const begun = performance.now()
      renderMarkdown(markdown)
      return performance.now() - begun
    })
    // 2 to 4 ms alone on the machine; the bound is for one that is busy with other tests.
    expect(Math.min(...tookMs)).toBeLessThan(30)
  })
})

function expectAcceptable(parts: readonly OutboundPart[]): void {
  expect(parts.flatMap(faultsOf)).toEqual([])
}

/** What Telegram, or a reader, would object to. */
function faultsOf({ text, entities }: OutboundPart): readonly string[] {
  const faults = [
    text.trim() === '' ? 'empty' : null,
    text.length > 4096 ? 'too long' : null,
    entities.length > 100 ? 'too many entities' : null,
    /\p{Surrogate}|\0/u.test(text) ? 'not well-formed' : null,
    ...entities.map(entity => faultOf(text, entity)),
    ...entities.flatMap((entity, index) => entities.slice(index + 1).map(later => faultBetween(entity, later))),
  ]
  return faults.filter(fault => fault !== null)
}

function faultOf(text: string, { type, offset, length, url }: TextEntity): string | null {
  const end = offset + length
  if (offset < 0 || length <= 0 || end > text.length) return 'out of bounds'
  if ([offset, end].some(at => /[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1)) && at > 0))
    return 'in a pair'
  if (/\s$/.test(text.slice(offset, end))) return 'ends in white space'
  if (/^\s/.test(text.slice(offset, end)) && type !== 'pre' && type !== 'blockquote') return 'begins with white space'
  if ((type === 'text_link') !== (url !== undefined)) return 'a link without an address'
  if (url !== undefined && !/^(https?|tg|mailto|tel):/i.test(url)) return 'a forbidden link'
  return null
}

function faultBetween(a: TextEntity, b: TextEntity): string | null {
  if (b.offset < a.offset) return 'unsorted'
  if (b.offset >= a.offset + a.length) return null
  if (b.offset + b.length > a.offset + a.length) return 'overlapping'
  if (a.type === b.type) return 'within its like'
  const isCode = ({ type }: TextEntity): boolean => type === 'code' || type === 'pre'
  return isCode(a) || (isCode(b) && a.type !== 'blockquote') ? 'around code' : null
}

function textAndUrls(parts: readonly OutboundPart[]): string {
  return parts.map(({ text, entities }) => [text, ...entities.map(({ url }) => url ?? '')].join(' ')).join(' ')
}

/** Every word, but for what only the parser reads: fence languages, titles of links, the address behind a picture in a link. */
function wordsThatMustStay(markdown: string): readonly string[] {
  const visible = markdown
    .replaceAll(/^\s*`{3,}\w*/gm, '')
    .replaceAll(/ "[^"]*"/g, '')
    .replaceAll(/\[!\[(\w+)\]\([^)]*\)\]/g, '[$1]')
    .replaceAll(/\[[xX]\] /g, '')
    .replaceAll(/^[ ]*\d+\. /gm, '')
    .replaceAll(/\]\[\d\]/g, ']')
  return visible.match(/[\p{L}\p{N}]+/gu) ?? []
}
