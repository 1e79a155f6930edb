import { describe, expect, it } from 'vitest'
import type { Block, Section } from '../document.ts'
import { buildDocx } from '../fixtures/build-docx.ts'
import { buildPdf } from '../fixtures/build-pdf.ts'
import { buildXlsx } from '../fixtures/build-xlsx.ts'
import { buildZip } from '../fixtures/build-zip.ts'
import { findReader } from './readers.ts'

describe('a text file', () => {
  it('is read in UTF-8 with and without a byte order mark, in UTF-16 and in windows-1251', async () => {
    const expected = [{ headings: [], blocks: [{ kind: 'paragraph', text: 'Стрижка 500 ₽' }] }]
    const text = 'Стрижка 500 ₽'
    expect(await read('a.txt', Buffer.from(text))).toEqual(expected)
    expect(await read('a.txt', Buffer.from(`\uFEFF${text}`))).toEqual(expected)
    expect(await read('a.txt', Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(expected)
    const windows = Buffer.from([0xd1, 0xf2, 0xf0, 0xe8, 0xe6, 0xea, 0xe0])
    expect(blocksOf(await read('a.txt', windows))).toEqual([{ kind: 'paragraph', text: 'Стрижка' }])
  })

  it('is paragraphs between empty lines, items by their bullets, and lines of questions', async () => {
    const text = 'Мы открыты.\r\n\r\nПриносим:\n- чай\n- кофе\n\nВопросы: есть чай; что попить'
    expect(blocksOf(await read('a.txt', Buffer.from(text)))).toEqual([
      { kind: 'paragraph', text: 'Мы открыты.' },
      { kind: 'paragraph', text: 'Приносим:' },
      { kind: 'item', text: 'чай' },
      { kind: 'item', text: 'кофе' },
      { kind: 'questions', text: 'есть чай; что попить' },
    ])
  })

  it('with zero bytes is refused with the cure', async () => {
    await expect(read('notes/a.txt', Buffer.from('ab\0cd'))).rejects.toThrow(
      /notes\/a\.txt is not a text file.*Save it as text/,
    )
  })
})

describe('Markdown', () => {
  it('keeps the path of headings and loses its marks', async () => {
    const source =
      '# Salon\n\nWe are **open**.\n\n## Prices\n\n* cut [here](https://a.example/b)\n* `wash` &amp; dry\n\n# Team\n'
    expect(await read('a.md', Buffer.from(source))).toEqual([
      { headings: ['Salon'], blocks: [{ kind: 'paragraph', text: 'We are open.' }] },
      {
        headings: ['Salon', 'Prices'],
        blocks: [
          { kind: 'item', text: 'cut here (https://a.example/b)' },
          { kind: 'item', text: 'wash & dry' },
        ],
      },
      { headings: ['Team'], blocks: [] },
    ])
  })

  it('reads tables by column', async () => {
    const source = '| Service | Price |\n|---|---|\n| Cut | **5** |\n'
    expect(blocksOf(await read('a.md', Buffer.from(source)))).toEqual([
      { kind: 'table', columns: ['Service', 'Price'], rows: [['Cut', '5']] },
    ])
  })

  it('takes the title and other ways to ask from the front matter, and questions listed below their label', async () => {
    const source =
      '---\ntitle: Guests\nquestions: [speak English]\n---\nHello.\n\nQuestions:\n\n- who are you\n- any English\n'
    expect(await read('a.md', Buffer.from(source))).toEqual([
      {
        headings: ['Guests'],
        blocks: [
          { kind: 'questions', text: 'speak English' },
          { kind: 'paragraph', text: 'Hello.' },
          { kind: 'questions', text: 'who are you' },
          { kind: 'questions', text: 'any English' },
        ],
      },
    ])
  })

  it('takes dashes around prose for what they are', async () => {
    expect(blocksOf(await read('a.md', Buffer.from('---\njust words\n---\nmore words\n')))).toEqual(
      expect.arrayContaining([{ kind: 'paragraph', text: 'more words' }]),
    )
  })
})

describe('a price list', () => {
  const rows = [
    { kind: 'table', columns: ['Услуга', 'Цена'], rows: [['Стрижка', '1 500,50']] },
    { kind: 'table', columns: ['Услуга', 'Цена'], rows: [['Маникюр', '2 600']] },
  ]

  it.each([
    ['semicolons', 'Услуга;Цена\nСтрижка;1 500,50\nНогти;\nМаникюр;2 600\n'],
    ['commas', 'Услуга,Цена\n"Стрижка","1 500,50"\nНогти,\nМаникюр,2 600\n'],
    ['tabs', 'Услуга\tЦена\nСтрижка\t1 500,50\nНогти\t\nМаникюр\t2 600\n'],
  ])('is read with %s, and a line with one cell heads what follows', async (_, text) => {
    const sections = await read('prices.csv', Buffer.from(text))
    expect(sections.map(section => section.headings)).toEqual([[], ['Ногти']])
    expect(blocksOf(sections)).toEqual(rows)
  })

  it('without a row of headings is read row by row', async () => {
    expect(blocksOf(await read('a.csv', Buffer.from('Стрижка;1500\nМаникюр;2600\n')))).toEqual([
      {
        kind: 'table',
        columns: [],
        rows: [
          ['Стрижка', '1500'],
          ['Маникюр', '2600'],
        ],
      },
    ])
  })

  it('with a quotation mark that is not closed names the line and the cure', async () => {
    await expect(read('a.csv', Buffer.from('a;b\n"c;d\ne;f\n'))).rejects.toThrow(/a\.csv, line \d+.*Close each "/)
  })

  it('in Excel keeps numbers as a sheet shows them, a section a sheet', async () => {
    const bytes = buildXlsx({
      Hair: [
        ['Service', 'Price'],
        ['Cut', 0.1 + 0.2],
      ],
      Nails: [
        ['Service', 'Price'],
        ['Gel', 2600],
      ],
    })
    const sections = await read('a.xlsx', bytes)
    expect(sections.map(section => section.headings)).toEqual([['Hair'], ['Nails']])
    expect(blocksOf(sections)).toEqual([
      { kind: 'table', columns: ['Service', 'Price'], rows: [['Cut', '0.3']] },
      { kind: 'table', columns: ['Service', 'Price'], rows: [['Gel', '2600']] },
    ])
  })
})

describe('a page', () => {
  it('is headings, paragraphs, items and tables, without scripts and navigation', async () => {
    const html = `<html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav><h1>Team &amp; prices</h1>
      <p>Choose&nbsp;anyone.<br>Really.</p><ul><li>Ann</li><li>Bob</li></ul>
      <table><tr><th>Service</th><th>Price</th></tr><tr><td colspan="2">Nails</td></tr><tr><td>Gel</td><td>26 <b>€</b></td></tr></table>
      <p>After. <a href="https://a.example/map">Map</a></p><script>alert(1)</script></body></html>`
    expect(await read('a.html', Buffer.from(html))).toEqual([
      {
        headings: ['Team & prices'],
        blocks: [
          { kind: 'paragraph', text: 'Choose anyone.\nReally.' },
          { kind: 'item', text: 'Ann' },
          { kind: 'item', text: 'Bob' },
        ],
      },
      {
        headings: ['Team & prices', 'Nails'],
        blocks: [{ kind: 'table', columns: ['Service', 'Price'], rows: [['Gel', '26 €']] }],
      },
      { headings: ['Team & prices'], blocks: [{ kind: 'paragraph', text: 'After. Map (https://a.example/map)' }] },
    ])
  })
})

describe('a Word document', () => {
  it('is headings, paragraphs and tables', async () => {
    const bytes = buildDocx([
      { heading: 'Rules', level: 1 },
      { heading: 'Being late', level: 2 },
      { paragraph: 'We wait 15 minutes.' },
      {
        table: [
          ['Service', 'Before'],
          ['Peeling', 'no sun'],
        ],
      },
    ])
    expect(await read('a.docx', bytes)).toEqual([
      {
        headings: ['Rules', 'Being late'],
        blocks: [
          { kind: 'paragraph', text: 'We wait 15 minutes.' },
          { kind: 'table', columns: ['Service', 'Before'], rows: [['Peeling', 'no sun']] },
        ],
      },
    ])
  })

  it('that unpacks to gigabytes is refused before it is unpacked', async () => {
    const bytes = buildDocx([{ paragraph: 'small' }])
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bytes.writeUInt32LE(4_000_000_000, entry + 24)
    await expect(read('a.docx', bytes)).rejects.toThrow(/a\.docx unpacks to 3815 MB/)
  })

  it('that unpacks to more than its directory says is refused after so much', async () => {
    const bytes = buildZip({ 'word/document.xml': 'a'.repeat(1_000_000) }, { isDeflated: true })
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bytes.writeUInt32LE(1000, entry + 24)
    expect(bytes.length).toBeLessThan(2000)
    await expect(read('a.docx', bytes)).rejects.toThrow(/a\.docx unpacks to more than it says/)
  })
})

describe('a PDF', () => {
  it('is its text, a section a page, with broken words joined', async () => {
    const bytes = buildPdf([['Цены на маникюр от 1600 рублей, пере-', 'делаем бесплатно.'], ['Second page']])
    const sections = await read('a.pdf', bytes)
    expect(sections.map(section => section.headings)).toEqual([['p. 1'], ['p. 2']])
    const [first] = blocksOf(sections)
    expect(first).toMatchObject({ kind: 'paragraph', text: expect.stringContaining('переделаем бесплатно') })
  })

  it('is read as far as the limit, and says how many pages were left out', async () => {
    const sections = await findReader('a.pdf')?.read(buildPdf([['one'], ['two'], ['three']]), 'a.pdf', {
      maxPages: 1,
      maxUnpackedBytes: 0,
    })
    expect(blocksOf(sections ?? []).map(block => 'text' in block && block.text)).toEqual(['one', '[… +2 p.]'])
  })

  it('without text says what to do', async () => {
    await expect(read('scan.pdf', buildPdf([[]]))).rejects.toThrow(/scan\.pdf holds pictures of text.*text recognition/)
  })
})

it.each(['docx', 'xlsx', 'pdf'])('a broken .%s names itself and the cure', async extension => {
  await expect(read(`a.${extension}`, Buffer.from('these bytes are no document'))).rejects.toThrow(
    new RegExp(`^a\\.${extension} is not a whole .*(save|print)`),
  )
})

async function read(path: string, bytes: Buffer): Promise<readonly Section[]> {
  return (await findReader(path)?.read(bytes, path, { maxPages: 100, maxUnpackedBytes: 200 * 1024 * 1024 })) ?? []
}

function blocksOf(sections: readonly Section[]): readonly Block[] {
  return sections.flatMap(section => section.blocks)
}
