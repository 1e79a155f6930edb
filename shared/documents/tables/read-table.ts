import { csvReader } from '../readers/csv.ts'
import { decodeText } from '../readers/text/decode-text.ts'
import { tidyText } from '../readers/text/tidy.ts'
import { xlsxReader } from '../readers/xlsx.ts'
import { parseCsv } from './parse-csv.ts'
import { readSheets } from './read-sheets.ts'

export interface TableRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly number: number
  /** Trimmed; line breaks inside a cell stay. */
  readonly cells: readonly string[]
}

/** How the names of files end that `readTable` reads, without the dot. */
export const tableExtensions: readonly string[] = [...csvReader.extensions, ...xlsxReader.extensions]

/**
 * The rows of a table that hold something: of a CSV file in whatever encoding and with whatever separator, or of the first sheet
 * of an Excel workbook. Throws AppError `document.unreadable` with the place and the cure in `public`.
 */
export async function readTable(
  bytes: Buffer,
  path: string,
  { maxUnpackedBytes }: { readonly maxUnpackedBytes: number },
): Promise<readonly TableRow[]> {
  const isWorkbook = xlsxReader.extensions.some(extension => path.toLowerCase().endsWith(`.${extension}`))
  const rows = isWorkbook
    ? ((await readSheets(bytes, path, maxUnpackedBytes))[0]?.rows ?? [])
    : await parseCsv(decodeText(bytes, path), path)
  return rows
    .map((cells, index) => ({ number: index + 1, cells: cells.map(tidyCell) }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
}

function tidyCell(text: string): string {
  // PostgreSQL stores no zero character, and a workbook can hold one.
  return tidyText(text.replaceAll('\0', ''))
}
