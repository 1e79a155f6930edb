import { parseDotenv } from './dotenv.ts'

/** What is to stand in `.env` by the names of variables; null takes a variable out. */
export type DotenvChanges = ReadonlyMap<string, string | null>

/**
 * The text of a `.env` file with these variables as they are to be: where one stands it is replaced, a new one goes to the end.
 * Remarks, order and all other lines stay. Pure. The text must be free of faults.
 */
export function writeDotenv(text: string, changes: DotenvChanges): string {
  const source = text.replace(/\r\n?/g, '\n')
  const found = parseDotenv(source, '.env').entries.filter(({ name }) => changes.has(name))
  // The last of several counts, so that one stays; the others would only mislead.
  const lastOf = new Map(found.map(entry => [entry.name, entry]))
  let written = source
  for (const entry of found.toReversed()) {
    const line = lastOf.get(entry.name) === entry ? writeLine(entry.name, changes.get(entry.name) ?? null) : ''
    written = written.slice(0, entry.start) + line + written.slice(entry.end)
  }
  const added = [...changes].filter(([name]) => !lastOf.has(name)).map(([name, value]) => writeLine(name, value))
  return withLineEnd(written) + added.join('')
}

function writeLine(name: string, value: string | null): string {
  return value === null ? '' : `${name}=${quote(value)}\n`
}

function quote(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value
  if (!value.includes("'")) return `'${value}'`
  const escaped = value
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${escaped}"`
}

function withLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
