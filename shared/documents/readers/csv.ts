import { defineReader, unreadable } from './define-reader.ts'
import { decodeText } from './text/decode-text.ts'
import { readRows } from './text/read-rows.ts'

export const csvReader = defineReader({
  extensions: ['csv', 'tsv'],
  mimeTypes: ['text/csv', 'text/tab-separated-values'],
  async read(bytes, path) {
    const { parse } = await import('csv-parse/sync')
    const text = decodeText(bytes, path)
    try {
      return readRows(
        parse(text, { delimiter: findDelimiter(text), relax_column_count: true, skip_empty_lines: true }) as string[][],
        [],
      )
    } catch (cause) {
      const line = cause instanceof Error && 'lines' in cause ? `, line ${cause.lines}` : ''
      throw unreadable(
        `${path}${line}: the quotation marks do not match`,
        'Close each " that opens a cell, and write "" for a " inside one; or save the table again as CSV.',
        cause,
      )
    }
  },
})

/** Russian Excel writes semicolons, others commas, some tabs: what the first line has most of outside quotation marks. */
function findDelimiter(text: string): string {
  const line =
    text
      .slice(0, 10_000)
      .replaceAll(/"[^"]*"/g, '')
      .split('\n')
      .find(candidate => /[;,\t]/.test(candidate)) ?? ''
  const count = (delimiter: string): number => line.split(delimiter).length
  return [';', '\t', ','].reduce((best, next) => (count(next) > count(best) ? next : best))
}
