import { DateTime } from 'luxon'
import type { Cell, SheetData } from 'write-excel-file/node'
import { figures } from '../../figures/figures.ts'
import { formatValue } from '../format-value.ts'
import type { Column, Row } from '../report.ts'
import { sayCode } from '../say-code.ts'
import type { WrittenReport } from '../written-report.ts'

/** Two sheets: the table with real numbers and dates under a header that stays in sight, and the summary with all definitions. */
export async function writeXlsx(report: WrittenReport): Promise<Buffer> {
  // 40 ms and some megabytes that only who wants a file needs.
  const { default: writeFile } = await import('write-excel-file/node')
  const table = [
    toHeader(report.columns.map(({ title }) => title[report.language])),
    ...report.rows.map(toCells(report)),
  ]
  return writeFile([
    {
      sheet: report.title.slice(0, longestSheetName),
      data: table,
      stickyRowsCount: 1,
      columns: report.columns.map(({ kind }) => ({ width: kind === 'text' ? 36 : 18 })),
    },
    { sheet: report.language === 'ru' ? 'Показатели' : 'Figures', data: toSummary(report), columns: summaryColumns },
  ]).toBuffer()
}

const longestSheetName = 31
const summaryColumns = [{ width: 36 }, { width: 18 }, { width: 100 }]

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

function toCells({ columns, timeZone, language }: WrittenReport): (row: Row) => Cell[] {
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

function toSummary(report: WrittenReport): SheetData {
  const { language, currency, summary } = report
  const rows = summary.map(({ name, value }): Cell[] => [
    { value: figures[name].title[language], type: String },
    { value: formatValue(value, figures[name].unit, { language, currency }), type: String },
    { value: figures[name].meaning[language], type: String },
  ])
  return [
    [{ value: report.title, type: String, fontWeight: 'bold' }],
    [{ value: report.periodWords, type: String }],
    [{ value: report.meaning, type: String }],
    [],
    ...rows,
  ]
}
