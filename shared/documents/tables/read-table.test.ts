import { describe, expect, it } from 'vitest'
import { buildXlsx } from '../fixtures/build-xlsx.ts'
import { readTable } from './read-table.ts'

const limits = { maxUnpackedBytes: 1_000_000 }
const read = (name: string, bytes: Buffer) => readTable(bytes, name, limits)

/** «Имя» in windows-1251. */
const name1251 = Buffer.from([0xc8, 0xec, 0xff])

describe('a table', () => {
  it('of Russian Excel is read: windows-1251, semicolons, CRLF', async () => {
    const bytes = Buffer.concat([name1251, Buffer.from(';phone\r\n'), name1251, Buffer.from(';1,5\r\n')])
    expect(await read('a.csv', bytes)).toEqual([
      { number: 1, cells: ['Имя', 'phone'] },
      { number: 2, cells: ['Имя', '1,5'] },
    ])
  })

  it('is read with a byte order mark, and with tabs', async () => {
    expect(await read('a.csv', Buffer.from('\uFEFFимя,phone\nАнна,1\n'))).toMatchObject([
      { cells: ['имя', 'phone'] },
      {},
    ])
    expect(await read('a.tsv', Buffer.from('имя\tphone\n'))).toMatchObject([{ cells: ['имя', 'phone'] }])
  })

  it('numbers its rows as a spreadsheet does: empty ones count, line breaks in cells do not', async () => {
    expect(await read('a.csv', Buffer.from('a,b\n\n"x\ny",2\n,\nz,3\n'))).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: ['x\ny', '2'] },
      { number: 5, cells: ['z', '3'] },
    ])
    const workbook = buildXlsx({
      People: [
        ['a', 'b'],
        ['', ''],
        ['z', 79161234567],
      ],
      Other: [['never']],
    })
    expect(await read('a.XLSX', workbook)).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: ['z', '79161234567'] },
    ])
  })

  it('that is broken is refused with the cure', async () => {
    await expect(read('a.csv', Buffer.from('a;"b\nc'))).rejects.toMatchObject({ code: 'document.unreadable' })
    await expect(read('a.xlsx', Buffer.from('PK no workbook'))).rejects.toMatchObject({ code: 'document.unreadable' })
  })
})
