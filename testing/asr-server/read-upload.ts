import type { IncomingMessage } from 'node:http'

/** What a client has sent to be transcribed. */
export interface Upload {
  readonly path: string
  readonly fileName: string
  /** As the client named it. */
  readonly contentType: string
  readonly bytes: number
  /** Other form fields: `language`, `model`, `response_format`. */
  readonly fields: Readonly<Record<string, string>>
}

export type ParsedUpload =
  | { readonly kind: 'upload'; readonly upload: Upload; readonly sound: Buffer }
  /** Not multipart, or a form without a file. */
  | { readonly kind: 'no-file' }

export async function readUpload(request: IncomingMessage): Promise<ParsedUpload> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const form = await parseForm(Buffer.concat(parts), request.headers['content-type'] ?? '')
  const file = form?.get('file')
  if (form === null || !(file instanceof Blob)) return { kind: 'no-file' }
  const [path = '/'] = (request.url ?? '/').split('?')
  return {
    kind: 'upload',
    upload: { path, fileName: file.name, contentType: file.type, bytes: file.size, fields: readFields(form) },
    sound: Buffer.from(await file.arrayBuffer()),
  }
}

/** Node reads multipart bodies through the web's Response; null for what it cannot read. */
async function parseForm(body: Buffer, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

function readFields(form: FormData): Readonly<Record<string, string>> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}
