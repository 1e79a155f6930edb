import { parseCsv } from '../tables/parse-csv.ts'
import { defineReader } from './define-reader.ts'
import { decodeText } from './text/decode-text.ts'
import { readRows } from './text/read-rows.ts'

export const csvReader = defineReader({
  extensions: ['csv', 'tsv'],
  mimeTypes: ['text/csv', 'text/tab-separated-values'],
  async read(bytes, path) {
    return readRows(await parseCsv(decodeText(bytes, path), path), [])
  },
})
