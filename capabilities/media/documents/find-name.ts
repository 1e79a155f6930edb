import { findReader, findReaderOfType } from '#shared/documents'

/** What a sender says of a file: both may be missing, and both may be wrong. */
export interface FileClaims {
  readonly fileName: string | null
  readonly mimeType: string | null
}

/** A name by whose end the file can be read; null when it is of a kind that nobody reads. What the bytes show counts first. */
export function findName(bytes: Buffer, { fileName, mimeType }: FileClaims): string | null {
  const shown = findExtension(bytes)
  if (shown !== null) return `document.${shown}`
  if (fileName !== null && isText(fileName)) return fileName
  const reader = mimeType === null ? null : findReaderOfType(mimeType)
  const [extension = ''] = reader?.extensions ?? []
  return isText(`document.${extension}`) ? `document.${extension}` : null
}

/** A PDF begins with its name, somewhere in the first kilobyte; office files are archives with folders of their own. */
function findExtension(bytes: Buffer): string | null {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (!bytes.subarray(0, 4).equals(zipStart)) return null
  if (bytes.includes('word/document')) return 'docx'
  return bytes.includes('xl/workbook') ? 'xlsx' : null
}

const zipStart = Buffer.from([0x50, 0x4b, 0x03, 0x04])

/** Whether there is a reader, and of text: what only calls itself a PDF is none. */
function isText(name: string): boolean {
  const [extension = ''] = findReader(name)?.extensions ?? ['pdf']
  return !['docx', 'pdf', 'xlsx'].includes(extension)
}
