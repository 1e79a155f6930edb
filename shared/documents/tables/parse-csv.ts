import { unreadable } from '../readers/define-reader.ts'

/** The rows of a CSV file, empty lines among them, so that the place of a row is its number in a spreadsheet. */
export async function parseCsv(text: string, path: string): Promise<readonly (readonly string[])[]> {
  const { parse } = await import('csv-parse/sync')
  try {
    return parse(text, { delimiter: findDelimiter(text), relax_column_count: true }) as string[][]
  } catch (cause) {
    const line = cause instanceof Error && 'lines' in cause ? `, line ${cause.lines}` : ''
    throw unreadable(
      `${path}${line}: the quotation marks do not match`,
      'Close each " that opens a cell, and write "" for a " inside one; or save the table again as CSV.',
      cause,
    )
  }
}

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
