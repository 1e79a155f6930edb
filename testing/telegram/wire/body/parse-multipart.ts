import { badRequest } from '../refusal.ts'
import { readDisposition } from './read-disposition.ts'

export interface UploadedFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Buffer
}

export interface MultipartBody {
  readonly fields: Record<string, string>
  readonly files: Map<string, UploadedFile>
}

const lineBreak = '\r\n'
const headEnd = Buffer.from('\r\n\r\n')

/**
 * Reads multipart/form-data as strictly as the server: header names in any case, parameters quoted or bare (grammY leaves
 * `filename=` bare). Refuses in the server's words. Null when the body does not follow its boundary.
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartBody | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const name = boundary?.[1] ?? boundary?.[2]
  if (name === undefined) return null
  const delimiter = Buffer.from(`--${name}`)
  const fields: Record<string, string> = {}
  const files = new Map<string, UploadedFile>()
  let start = body.indexOf(delimiter)
  while (start !== -1) {
    const partStart = start + delimiter.length
    if (body.toString('latin1', partStart, partStart + 2) === '--') return { fields, files }
    // The next one ends a part only at the beginning of a line: the same letters in the middle of a file do not.
    const next = body.indexOf(`${lineBreak}--${name}`, partStart)
    if (next === -1) return null
    addPart(body.subarray(partStart + lineBreak.length, next), fields, files)
    start = next + lineBreak.length
  }
  return null
}

function addPart(part: Buffer, fields: Record<string, string>, files: Map<string, UploadedFile>): void {
  const headLength = part.indexOf(headEnd)
  if (headLength <= 0) throw badRequest('headers in multipart/form-data are empty')
  const head = part.toString('utf8', 0, headLength)
  const bytes = part.subarray(headLength + headEnd.length)
  const { name, fileName } = readDisposition(/^content-disposition:(.*)$/im.exec(head)?.[1])
  if (name === '') throw badRequest('field name in multipart/form-data not found')
  if (fileName === null) {
    fields[name] = bytes.toString('utf8')
    return
  }
  const contentType = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream'
  files.set(name, { name: fileName, contentType, bytes })
}
