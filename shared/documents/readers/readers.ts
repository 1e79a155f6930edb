import { csvReader } from './csv.ts'
import type { Reader } from './define-reader.ts'
import { docxReader } from './docx.ts'
import { htmlReader } from './html.ts'
import { markdownReader } from './markdown.ts'
import { pdfReader } from './pdf.ts'
import { textReader } from './text.ts'
import { xlsxReader } from './xlsx.ts'

/** Every kind of file that is read. */
export const readers: readonly Reader[] = [
  csvReader,
  docxReader,
  htmlReader,
  markdownReader,
  pdfReader,
  textReader,
  xlsxReader,
]

/** The reader of a file by its extension; null when there is none. */
export function findReader(path: string): Reader | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return readers.find(reader => reader.extensions.includes(extension)) ?? null
}

/** The reader of a file by the kind that its sender names (`text/plain; charset=utf-8`); null when there is none. */
export function findReaderOfType(mimeType: string): Reader | null {
  const [type = ''] = mimeType.toLowerCase().split(';')
  return readers.find(reader => reader.mimeTypes.includes(type.trim())) ?? null
}
