import type { Cell, SheetData } from 'write-excel-file/node'
import { figures } from '../../figures/figures.ts'
import { formatValue } from '../format-value.ts'
import type { WrittenReport } from '../written-report.ts'
import { writeSheets } from './write-sheets.ts'

/** Two sheets: the table with real numbers and dates under a header that stays in sight, and the summary with all definitions. */
export async function writeXlsx(report: WrittenReport): Promise<Buffer> {
  return writeSheets(report, [
    { sheet: report.language === 'ru' ? 'Показатели' : 'Figures', data: toSummary(report), columns: summaryColumns },
  ])
}

const summaryColumns = [{ width: 36 }, { width: 18 }, { width: 100 }]

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
