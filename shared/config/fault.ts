import { truncate } from '#shared/utils'

/** Where a setting was written. */
export type Place =
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly kind: 'environment'; readonly variable: string }

/** Something to tell the owner about one place: a fault stops the start, a warning does not. Never holds a secret. */
export interface ConfigNotice {
  readonly place: Place
  /** Dotted key; null when the place as a whole is meant. */
  readonly key: string | null
  readonly text: string
}

/** All faults in one text for standard error: a head line, then one line each, in the order of their places. */
export function formatFaults(faults: readonly ConfigNotice[]): string {
  const head = faults.length === 1 ? 'The configuration has a fault:' : `The configuration has ${faults.length} faults:`
  return [head, ...sortNotices(faults).map(fault => `  ${formatNotice(fault)}`)].join('\n')
}

/** One line: `config.yaml:12:9: api_gateway.port: found "abc"; allowed: a whole number from 0 to 65535`. */
export function formatNotice({ place, key, text }: ConfigNotice): string {
  const where =
    place.kind === 'file' ? `${place.file}:${place.line}:${place.column}` : `environment variable ${place.variable}`
  return [where, ...(key === null ? [] : [key]), text].join(': ')
}

/** Files first, top to bottom; then variables by name. */
export function sortNotices(notices: readonly ConfigNotice[]): readonly ConfigNotice[] {
  return [...notices].sort((a, b) => {
    if (a.place.kind === 'file' && b.place.kind === 'file') return compareFilePlaces(a.place, b.place)
    if (a.place.kind === 'environment' && b.place.kind === 'environment') {
      return a.place.variable < b.place.variable ? -1 : Number(a.place.variable > b.place.variable)
    }
    return a.place.kind === 'file' ? -1 : 1
  })
}

/** What was found, in words short enough for one line. A secret is only said to be there. */
export function describeFound(value: unknown, isSecret: boolean): string {
  if (value === null || value === undefined) return 'nothing'
  if (value === '') return 'an empty text'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'keys below it'
  if (isSecret) return `a ${typeof value === 'string' ? 'text' : typeof value} that is not shown`
  return typeof value === 'string' ? JSON.stringify(truncate(maskSecrets(value), 60)) : String(value)
}

// A secret pasted on the wrong line is still a secret: passwords in URLs, and whatever looks like a bot token.
function maskSecrets(value: string): string {
  return value.replace(/\/\/[^/@\s]*@/g, '//***@').replace(/\d{5,}:[\w-]{20,}/g, '***')
}

type FilePlace = Extract<Place, { kind: 'file' }>

function compareFilePlaces(a: FilePlace, b: FilePlace): number {
  // 'config.yaml' is read before the '.env' beside it, and is the likelier place to look.
  if (a.file !== b.file) return a.file.endsWith('.env') ? 1 : -1
  return a.line - b.line || a.column - b.column
}
