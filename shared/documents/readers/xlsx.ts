import { defineReader, unreadable } from './define-reader.ts'
import { readRows } from './text/read-rows.ts'
import { refuseZipBomb } from './zip/refuse-zip-bomb.ts'

/** An Excel workbook: each sheet is a section under its name, where there is more than one. */
export const xlsxReader = defineReader({
  extensions: ['xlsx'],
  mimeTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  async read(bytes, path, { maxUnpackedBytes }) {
    refuseZipBomb(bytes, path, maxUnpackedBytes)
    const { default: readSheets } = await import('read-excel-file/node')
    try {
      const sheets = (await readSheets(bytes)).filter(({ data }) => data.length > 0)
      return sheets.flatMap(({ sheet, data }) => {
        const rows = data.map(row => row.map(cellText))
        return readRows(rows, sheets.length > 1 ? [sheet] : [])
      })
    } catch (cause) {
      throw unreadable(
        `${path} is not a whole Excel workbook`,
        'Open it in Excel and save it again as .xlsx, without a password.',
        cause,
      )
    }
  },
})

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
