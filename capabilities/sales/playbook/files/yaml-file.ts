import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { PlaybookFault } from '../fault.ts'

export type Path = readonly PropertyKey[]

/** A YAML file that could be read, with the place of everything in it. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /** The line of the key or list item at `path`, or of the nearest one above it that was written. */
  lineOf(path: Path): number
}

export interface YamlReading {
  /** Null when the text is no YAML: nothing can be said of what is in it. */
  readonly yaml: YamlFile | null
  readonly faults: readonly PlaybookFault[]
}

/** Reads YAML 1.2. A key written twice is a fault, but the rest of the file can still be judged. */
export function parseYamlFile(file: string, text: string): YamlReading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => lines.linePos(offset).line
  const errors = [...document.errors, ...document.warnings].map(error => describeError(error, file, lineAt))
  const faults = [...firstOfEachLine(errors), ...findAliases(document, file, lineAt)]
  if (faults.some(fault => fault.code === 'not-yaml')) return { yaml: null, faults }
  const lineOf = (path: Path): number => lineAt(findOffset(document.contents, path))
  return { yaml: { file, value: document.toJS(), lineOf }, faults }
}

// What the parser says next of the same line only follows from the first.
function firstOfEachLine(faults: readonly PlaybookFault[]): readonly PlaybookFault[] {
  return faults.filter((fault, index) => faults.findIndex(other => other.line === fault.line) === index)
}

function findOffset(root: unknown, path: Path): number {
  let node = root
  let offset = startOf(root) ?? 0
  for (const step of path) {
    const { marker, inner } = stepInto(node, step)
    const start = startOf(marker)
    if (start === null) return offset
    offset = start
    node = inner
  }
  return offset
}

/** What stands for `step`: the key itself in a map, the item in a list. */
function stepInto(node: unknown, step: PropertyKey): { readonly marker: unknown; readonly inner: unknown } {
  if (isSeq(node)) return { marker: node.items[Number(step)], inner: node.items[Number(step)] }
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    : undefined
  return { marker: pair?.key, inner: pair?.value }
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}

const quoteIt = 'Put the words in "quotes", or begin them on a line of their own after "|-"; indent neighbours alike.'

/** The faults that owners make most, in their words; the others keep the parser's. */
const syntaxWords: Readonly<Partial<Record<string, { readonly what: string; readonly cure: string }>>> = {
  BAD_INDENT: {
    what: 'indented differently from its neighbours',
    cure: 'Indent it by as many spaces as its neighbours.',
  },
  BLOCK_AS_IMPLICIT_KEY: { what: 'a second ": " on the line', cure: quoteIt },
  MISSING_CHAR: {
    what: 'a colon, comma, bracket or closing quote is missing',
    cure: 'Write the missing character, on this line or the one above.',
  },
  MULTIPLE_DOCS: { what: 'a second document (---)', cure: 'Remove the line "---".' },
  TAB_AS_INDENT: { what: 'a tab', cure: 'Replace the tab by spaces.' },
}

function describeError(error: YAMLError, file: string, lineAt: (offset: number) => number): PlaybookFault {
  const place = { file, line: lineAt(error.pos[0]), key: null }
  if (error.code === 'DUPLICATE_KEY') {
    const cure = 'Keep one of the two and remove the other.'
    return { ...place, code: 'repeated-key', found: 'a key that was written before', allowed: 'each key once', cure }
  }
  const known = syntaxWords[error.code]
  const { what, cure } = known ?? { what: error.message.replace(/\s+/g, ' ').replace(/[.:]$/, ''), cure: quoteIt }
  const found = `text that is not YAML (${what})`
  return { ...place, code: 'not-yaml', found, allowed: '"key: value", indented with spaces', cure }
}

// Anchors would make two places of one; whoever edits the one does not expect to change the other.
function findAliases(document: Document, file: string, lineAt: (offset: number) => number): readonly PlaybookFault[] {
  const faults: PlaybookFault[] = []
  visit(document, {
    Alias(_, alias) {
      const cure = 'Put the words in "quotes", or write the value itself.'
      const found = `the alias *${alias.source}`
      faults.push({
        code: 'not-yaml',
        file,
        line: lineAt(startOf(alias) ?? 0),
        key: null,
        found,
        allowed: 'text',
        cure,
      })
    },
  })
  return faults
}
