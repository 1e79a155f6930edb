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
 * Reads multipart/form-data as clients really send it: header names in any case, parameters quoted or bare (grammY leaves
 * `filename=` bare). Null when the body does not follow its boundary.
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
    const next = body.indexOf(delimiter, partStart)
    if (next === -1) return null
    // A part lies between the line break after its delimiter and the one before the next.
    addPart(body.subarray(partStart + lineBreak.length, next - lineBreak.length), fields, files)
    start = next
  }
  return null
}

function addPart(part: Buffer, fields: Record<string, string>, files: Map<string, UploadedFile>): void {
  const headLength = part.indexOf(headEnd)
  if (headLength === -1) return
  const head = part.toString('utf8', 0, headLength)
  const bytes = part.subarray(headLength + headEnd.length)
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const name = readParameter(disposition, 'name')
  if (name === null) return
  const fileName = readParameter(disposition, 'filename')
  if (fileName === null) {
    fields[name] = bytes.toString('utf8')
    return
  }
  const contentType = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream'
  files.set(name, { name: fileName, contentType, bytes })
}

function readParameter(disposition: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;]*))`, 'i').exec(disposition)
  return match?.[1] ?? match?.[2]?.trim() ?? null
}
