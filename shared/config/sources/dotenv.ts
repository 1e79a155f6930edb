import type { ConfigNotice, Place } from '../fault.ts'

export interface DotenvEntry {
  readonly name: string
  readonly value: string
  readonly place: Place
  /** Where its line begins and the next one does: offsets in the text, whose lines end in \n. */
  readonly start: number
  readonly end: number
}

export interface DotenvFile {
  readonly entries: readonly DotenvEntry[]
  readonly faults: readonly ConfigNotice[]
}

const blankLine = /[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y
const nameAndEquals = /[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][\w.-]*)[^\S\n]*=/y
const quotedValue = /[^\S\n]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)')[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y
const restOfLine = /([^\n]*)(?:\n|$)/y

/**
 * Reads `NAME=value` lines, with or without `export`. 'Single quotes' keep everything as it is, "double quotes" read \n, \r,
 * \t, \" and \\; both may span lines. Without quotes a comment starts at a # that follows a space. Nothing is expanded: a
 * password may hold a $. A name that is written twice has its last value.
 */
export function parseDotenv(text: string, file: string): DotenvFile {
  const source = text.replace(/\r\n?/g, '\n')
  const entries: DotenvEntry[] = []
  const faults: ConfigNotice[] = []
  for (let offset = 0; offset < source.length; ) {
    const line = parseLine(source, offset)
    const place: Place = { kind: 'file', file, ...positionAt(source, offset) }
    if (line.kind === 'entry') entries.push({ name: line.name, value: line.value, place, start: offset, end: line.end })
    if (line.kind === 'fault') faults.push({ place, key: null, text: line.text })
    offset = line.end
  }
  return { entries, faults }
}

type DotenvLine =
  | { readonly kind: 'blank'; readonly end: number }
  | { readonly kind: 'entry'; readonly name: string; readonly value: string; readonly end: number }
  | { readonly kind: 'fault'; readonly text: string; readonly end: number }

function parseLine(source: string, start: number): DotenvLine {
  const blank = matchAt(blankLine, source, start)
  if (blank !== null) return { kind: 'blank', end: blank.end }
  const head = matchAt(nameAndEquals, source, start)
  const rest = matchAt(restOfLine, source, head?.end ?? start)
  const end = rest?.end ?? source.length
  const name = head?.groups[0]
  if (head === null || name === undefined) {
    return { kind: 'fault', text: 'found a line that is no setting; allowed: NAME=value or a # comment', end }
  }
  const quoted = matchAt(quotedValue, source, head.end)
  if (quoted !== null) {
    const [double, single] = quoted.groups
    return { kind: 'entry', name, value: double === undefined ? (single ?? '') : readEscapes(double), end: quoted.end }
  }
  const plain = rest?.groups[0] ?? ''
  if (/^\s*["']/.test(plain)) {
    return { kind: 'fault', text: `the quote in ${name} is not closed, or text follows it`, end }
  }
  return { kind: 'entry', name, value: plain.replace(/\s#.*$/, '').trim(), end }
}

function matchAt(pattern: RegExp, source: string, offset: number) {
  pattern.lastIndex = offset
  const match = pattern.exec(source)
  return match === null ? null : { groups: match.slice(1) as (string | undefined)[], end: pattern.lastIndex }
}

function readEscapes(text: string): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }
  return text.replace(/\\([\s\S])/g, (whole, letter: string) => escapes[letter] ?? whole)
}

function positionAt(source: string, offset: number): { readonly line: number; readonly column: number } {
  return { line: source.slice(0, offset).split('\n').length, column: 1 }
}
