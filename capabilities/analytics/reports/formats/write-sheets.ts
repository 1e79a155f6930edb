import { DateTime } from 'luxon'
import type { Cell, SheetData } from 'write-excel-file/node'
import type { Column, Language, Row } from '../report.ts'
import { sayCode } from '../say-code.ts'

/** A table that becomes the first sheet of a file. */
export interface Sheet {
  readonly title: string
  readonly language: Language
  /** Whose clock the dates of the sheet show. */
  readonly timeZone: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

interface FurtherSheet {
  readonly sheet: string
  readonly data: SheetData
  readonly columns: { width: number }[]
}

/** An XLSX file: the table with real numbers and dates under a header that stays in sight, and what else there is. */
export async function writeSheets(table: Sheet, others: readonly FurtherSheet[] = []): Promise<Buffer> {
  // 40 ms and some megabytes that only who wants a file needs.
  const { default: writeFile } = await import('write-excel-file/node')
  return writeFile([
    {
      sheet: table.title.slice(0, longestSheetName),
      data: [toHeader(table.columns.map(({ title }) => title[table.language])), ...table.rows.map(toCells(table))],
      stickyRowsCount: 1,
      columns: table.columns.map(({ kind }) => ({ width: kind === 'text' ? 36 : 18 })),
    },
    ...others,
  ]).toBuffer()
}

const longestSheetName = 31

function toHeader(titles: readonly string[]): Cell[] {
  return titles.map(value => ({ value, type: String, fontWeight: 'bold' as const, backgroundColor: '#eef2f7' }))
}

const formats: Readonly<Record<Column['kind'], string | undefined>> = {
  count: '#,##0',
  instant: 'yyyy-mm-dd hh:mm',
  milliseconds: '#,##0.0',
  money: '#,##0.0000',
  rate: '0.0%',
  ratio: '#,##0.00',
  text: undefined,
}

function toCells({ columns, timeZone, language }: Sheet): (row: Row) => Cell[] {
  return row =>
    columns.map(({ key, kind, isCode = false }): Cell => {
      const value = row[key] ?? null
      if (value === null) return null
      if (typeof value === 'string') return { value: isCode ? sayCode(value, language) : value, type: String }
      const format = formats[kind]
      if (kind === 'instant') return { value: toWallClock(value, timeZone), type: Date, format: 'yyyy-mm-dd hh:mm' }
      // Milliseconds are for programs; people read seconds.
      const number = kind === 'milliseconds' ? value / 1000 : value
      return { value: number, type: Number, ...(format === undefined ? {} : { format }) }
    })
}

/** A date in a sheet has no zone: it shows what the clock of the business showed. */
function toWallClock(ms: number, timeZone: string): Date {
  return DateTime.fromMillis(ms, { zone: timeZone }).setZone('utc', { keepLocalTime: true }).toJSDate()
}
