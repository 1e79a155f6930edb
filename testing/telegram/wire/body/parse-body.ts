import { isRecord, type Params } from '../params.ts'
import { badRequest } from '../refusal.ts'
import { parseMultipart, type UploadedFile } from './parse-multipart.ts'

export interface ParsedBody {
  readonly params: Params
  readonly files: ReadonlyMap<string, UploadedFile>
}

const noFiles: ReadonlyMap<string, UploadedFile> = new Map()

/** Arguments from the body (JSON, form or multipart), over those of the query string. Refuses what it cannot read. */
export function parseBody(body: Buffer, contentType: string, query: string): ParsedBody {
  const fromQuery = query === '' ? null : Object.fromEntries(new URLSearchParams(query))
  if (body.length === 0) return { params: fromQuery ?? {}, files: noFiles }
  const parsed = parseByType(body, contentType)
  return fromQuery === null ? parsed : { params: { ...fromQuery, ...parsed.params }, files: parsed.files }
}

function parseByType(body: Buffer, contentType: string): ParsedBody {
  if (contentType.startsWith('application/json')) return { params: parseJson(body.toString('utf8')), files: noFiles }
  if (contentType.startsWith('multipart/form-data')) {
    const multipart = parseMultipart(body, contentType)
    if (multipart === null) throw badRequest("can't parse multipart/form-data")
    return { params: multipart.fields, files: multipart.files }
  }
  return { params: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: noFiles }
}

function parseJson(text: string): Params {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Falls through: not JSON and not an object get the same answer.
  }
  throw badRequest("can't parse JSON object")
}
