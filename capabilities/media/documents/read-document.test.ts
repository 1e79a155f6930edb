import { describe, expect, it } from 'vitest'
import { createFakeClock, systemClock } from '#shared/utils'
import { buildDocx } from '../../../shared/documents/fixtures/build-docx.ts'
import { buildPdf } from '../../../shared/documents/fixtures/build-pdf.ts'
import { buildXlsx } from '../../../shared/documents/fixtures/build-xlsx.ts'
import { buildZip } from '../../../shared/documents/fixtures/build-zip.ts'
import { readDocument } from './read-document.ts'

const never = new AbortController().signal
const limits = { maxCharacters: 1000, maxPages: 3, timeoutMs: 30_000, clock: systemClock, signal: never }

describe('readDocument', () => {
  it('reads a PDF, whatever it is called', async () => {
    const bytes = buildPdf([['Площадь 54 м²'], ['Этаж 3']])
    const read = await readDocument(bytes, { fileName: 'plan.txt', mimeType: null }, limits)
    expect(read).toEqual({ kind: 'read', text: '# p. 1\nПлощадь 54 м²\n# p. 2\nЭтаж 3', isCut: false })
  })

  it('reads a Word document with its tables', async () => {
    const bytes = buildDocx([
      { heading: 'Brief', level: 1 },
      { paragraph: 'Two rooms.' },
      {
        table: [
          ['Room', 'Area'],
          ['Hall', '20'],
        ],
      },
    ])
    const read = await readDocument(bytes, { fileName: null, mimeType: null }, limits)
    expect(read).toEqual({ kind: 'read', text: '# Brief\nTwo rooms.\nRoom | Area\nHall | 20', isCut: false })
  })

  it('reads an Excel workbook, CSV, Markdown and text', async () => {
    const workbook = buildXlsx({
      Order: [
        ['Item', 'Count'],
        ['Chair', 12],
      ],
    })
    expect(await textOf(workbook, 'order.xlsx')).toBe('Item | Count\nChair | 12')
    expect(await textOf(Buffer.from('Item;Count\nChair;12\n'), 'order.csv')).toBe('Item | Count\nChair | 12')
    expect(await textOf(Buffer.from('# Order\n\n* a chair\n'), 'order.md')).toBe('# Order\n- a chair')
    expect(await textOf(Buffer.from('a chair'), null, 'text/plain; charset=utf-8')).toBe('a chair')
  })

  it('keeps as many characters and pages as it may, and says that there is more', async () => {
    const long = await readDocument(Buffer.from('word '.repeat(1000)), { fileName: 'a.txt', mimeType: null }, limits)
    expect(long).toMatchObject({ kind: 'read', isCut: true })
    expect(long.kind === 'read' && long.text.length).toBeLessThanOrEqual(1000)
    const pages = buildPdf(['one', 'two', 'three', 'four'].map(word => [word]))
    expect(await textOf(pages, 'a.pdf')).toMatch(/# p\. 3\nthree\n\[… \+1 p\.\]$/)
  })

  it.each<[string, Buffer, string | null, string]>([
    ['a damaged PDF', buildPdf([['x']]).subarray(0, 120), 'a.pdf', 'document.unreadable'],
    ['a PDF of pictures', buildPdf([[]]), 'a.pdf', 'document.unreadable'],
    ['a damaged Word document', buildDocx([{ paragraph: 'x' }]).subarray(0, 500), 'a.docx', 'document.unreadable'],
    ['a text with zero bytes', Buffer.from('a\0b'), 'a.txt', 'document.unreadable'],
    ['an empty text', Buffer.from(' \n'), 'a.txt', 'document.empty'],
    ['nothing at all', Buffer.alloc(0), 'a.pdf', 'document.unknown_kind'],
    ['an archive', buildZip({ 'a.txt': 'x' }), 'a.zip', 'document.unknown_kind'],
    ['a program', Buffer.from('MZ'), 'a.exe', 'document.unknown_kind'],
    ['bytes that only call themselves a PDF', Buffer.from('hello'), 'a.pdf', 'document.unknown_kind'],
    ['a file without name and kind', Buffer.from('hello'), null, 'document.unknown_kind'],
  ])('refuses %s', async (_, bytes, fileName, code) => {
    expect(await readDocument(bytes, { fileName, mimeType: null }, limits)).toEqual({ kind: 'refused', code })
  })

  it('refuses an archive that unpacks to more than 50 MB, whatever its directory says', async () => {
    const bomb = buildZip({ 'word/document.xml': ' '.repeat(60 * 1024 * 1024) }, { isDeflated: true })
    expect(bomb.length).toBeLessThan(100_000)
    const refused = { kind: 'refused', code: 'document.unreadable' }
    expect(await readDocument(bomb, { fileName: 'a.docx', mimeType: null }, limits)).toEqual(refused)
    bomb.writeUInt32LE(1000, bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24)
    expect(await readDocument(bomb, { fileName: 'a.docx', mimeType: null }, limits)).toEqual(refused)
  })

  // Filling memory is work: on a busy machine more than a minute of it.
  it('gives a file up that would fill the memory', { timeout: 240_000 }, async () => {
    const rows = Buffer.from('1;2;3;4;5;6;7;8\n'.repeat(800_000))
    const read = await readDocument(rows, { fileName: 'a.csv', mimeType: null }, { ...limits, timeoutMs: 200_000 })
    expect(read).toEqual({ kind: 'refused', code: 'document.too_heavy' })
  })

  it('ends with its time, and with the caller', async () => {
    const clock = createFakeClock(0)
    const file = Buffer.from('1;2;3;4\n'.repeat(500_000))
    const slow = readDocument(file, { fileName: 'a.csv', mimeType: null }, { ...limits, clock, timeoutMs: 5000 })
    await clock.advance(5000)
    expect(await slow).toEqual({ kind: 'refused', code: 'document.too_slow' })
    const caller = new AbortController()
    const given = readDocument(file, { fileName: 'a.csv', mimeType: null }, { ...limits, signal: caller.signal })
    caller.abort()
    expect(await given).toEqual({ kind: 'cancelled' })
  })
})

async function textOf(bytes: Buffer, fileName: string | null, mimeType: string | null = null): Promise<string> {
  const read = await readDocument(bytes, { fileName, mimeType }, limits)
  return read.kind === 'read' ? read.text : JSON.stringify(read)
}
