import { badRequest } from '../refusal.ts'

export interface Disposition {
  /** Empty where there is none. */
  readonly name: string
  /** Null for a part that is no file. */
  readonly fileName: string | null
}

const prefix = 'form-data;'
// A value in quotes, with its escapes, up to a semicolon or the end; or a bare one up to a semicolon.
const parameter = /^\s*([^=]*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"\s*(?:;|$)|([^;"][^;]*|)(?:;|$))/s

/** Reads a Content-Disposition as the server does; undefined, a part without that header, has no name. */
export function readDisposition(header: string | undefined): Disposition {
  if (header === undefined) return { name: '', fileName: null }
  if (!header.trim().startsWith(prefix)) throw badRequest('expected form-data content disposition')
  const parameters = new Map<string, string>()
  for (let rest = header.trim().slice(prefix.length); rest.includes('='); ) {
    const found = parameter.exec(rest)
    if (found === null) throw badRequest(faultOf(rest))
    const [all, key = '', quoted, bare = ''] = found
    parameters.set(key, decode(quoted?.replaceAll(/\\(.)/gs, '$1') ?? bare.trim()))
    rest = rest.slice(all.length)
  }
  return { name: parameters.get('name') ?? '', fileName: parameters.get('filename') ?? null }
}

function faultOf(rest: string): string {
  const isClosed = /=\s*"(?:[^"\\]|\\.)*"/s.test(rest)
  return isClosed
    ? "expected ';' in Content-Disposition header"
    : 'unclosed quoted string in Content-Disposition header'
}

/** The server decodes `%41` even here; what is no code stays as it is. */
function decode(value: string): string {
  return value.replaceAll(/(?:%[0-9a-f]{2})+/gi, codes => Buffer.from(codes.replaceAll('%', ''), 'hex').toString())
}
