import { readSheets } from '../tables/read-sheets.ts'
import { defineReader } from './define-reader.ts'
import { readRows } from './text/read-rows.ts'

/** An Excel workbook: each sheet is a section under its name, where there is more than one. */
export const xlsxReader = defineReader({
  extensions: ['xlsx'],
  mimeTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  async read(bytes, path, { maxUnpackedBytes }) {
    const sheets = await readSheets(bytes, path, maxUnpackedBytes)
    return sheets.flatMap(({ name, rows }) => readRows(rows, sheets.length > 1 ? [name] : []))
  },
})
