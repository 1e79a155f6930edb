import { unreadable } from '../readers/define-reader.ts'
import { refuseZipBomb } from '../readers/zip/refuse-zip-bomb.ts'

export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** The sheets of an Excel workbook that hold something, their cells as text. */
export async function readSheets(bytes: Buffer, path: string, maxUnpackedBytes: number): Promise<readonly Sheet[]> {
  refuseZipBomb(bytes, path, maxUnpackedBytes)
  const { default: readWorkbook } = await import('read-excel-file/node')
  try {
    const sheets = await readWorkbook(bytes)
    return sheets
      .filter(({ data }) => data.length > 0)
      .map(({ sheet, data }) => ({ name: sheet, rows: data.map(row => row.map(cellText)) }))
  } catch (cause) {
    throw unreadable(
      `${path} is not a whole Excel workbook`,
      'Open it in Excel and save it again as .xlsx, without a password.',
      cause,
    )
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // 0.1 + 0.2 is stored as 0.30000000000000004; a sheet shows at most 15 digits.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.\d+Z$/, '')
      .replace('T', ' ')
  return String(cell)
}
