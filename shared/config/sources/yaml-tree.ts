import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { ConfigNotice, Place } from '../fault.ts'

/** What a YAML file holds, every piece with its place. */
export type YamlTree =
  | { readonly kind: 'scalar'; readonly place: Place; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly place: Place; readonly items: readonly YamlTree[] }
  | { readonly kind: 'map'; readonly place: Place; readonly entries: readonly YamlEntry[] }

export interface YamlEntry {
  readonly key: string
  readonly place: Place
  readonly tree: YamlTree
}

export type YamlFile =
  /** `faults`: keys written twice, and aliases; the rest of the tree can still be judged. */
  | { readonly kind: 'tree'; readonly tree: YamlTree; readonly faults: readonly ConfigNotice[] }
  /** Not YAML: nothing can be said of the settings in it. */
  | { readonly kind: 'broken'; readonly faults: readonly ConfigNotice[] }

/** Reads YAML 1.2. An empty text is an empty map. */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { kind: 'file', file, line, column: col }
  }
  const broken = [...document.errors, ...document.warnings].map(error => ({
    place: placeAt(error.pos[0]),
    key: null,
    text: describeSyntax(error.code),
  }))
  if (broken.length > 0) return { kind: 'broken', faults: broken }

  const faults: ConfigNotice[] = []
  const tree = readNode(document.contents, placeAt(0), [])
  return { kind: 'tree', tree: isNothing(tree) ? { kind: 'map', place: tree.place, entries: [] } : tree, faults }

  function readNode(node: unknown, fallback: Place, path: readonly string[]): YamlTree {
    const place = startOf(node) ?? fallback
    if (isScalar(node)) return { kind: 'scalar', place, value: node.value as string | number | boolean | null }
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map(item => readNode(item, place, path)) }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }) => readEntry(key, value, { place, path }))
      faults.push(...findRepeated(entries, path))
      return { kind: 'map', place, entries }
    }
    if (isAlias(node)) {
      faults.push({ place, key: path.join('.'), text: `found the alias *${node.source}; allowed: the value itself` })
    }
    return { kind: 'scalar', place, value: null }
  }

  function readEntry(
    keyNode: unknown,
    valueNode: unknown,
    parent: { place: Place; path: readonly string[] },
  ): YamlEntry {
    const place = startOf(keyNode) ?? parent.place
    const key = isScalar(keyNode) ? String(keyNode.value) : '?'
    return { key, place, tree: readNode(valueNode, place, [...parent.path, key]) }
  }

  function startOf(node: unknown): Place | null {
    const range = (node as Node | null)?.range
    return range ? placeAt(range[0]) : null
  }
}

function isNothing(tree: YamlTree): boolean {
  return tree.kind === 'scalar' && tree.value === null
}

function findRepeated(entries: readonly YamlEntry[], path: readonly string[]): readonly ConfigNotice[] {
  return entries.flatMap((entry, index) => {
    const first = entries.findIndex(other => other.key === entry.key)
    const firstPlace = entries[first]?.place
    if (first === index || firstPlace?.kind !== 'file') return []
    const text = `found a second time (the first is on line ${firstPlace.line}); allowed: once`
    return [{ place: entry.place, key: [...path, entry.key].join('.'), text }]
  })
}

// The parser's own messages quote the file, which may hold a secret on that very line. So its codes are put in our words.
function describeSyntax(code: string): string {
  const words: Record<string, string> = {
    BAD_INDENT: 'this line is indented differently from its neighbours',
    BAD_ALIAS: 'found * before a name; put the value in quotes',
    BAD_DQ_ESCAPE: 'found a backslash that means nothing in "double quotes"; write it twice or use single quotes',
    BAD_SCALAR_START: 'a value cannot start with this character; put it in quotes',
    BLOCK_AS_IMPLICIT_KEY: 'found a second ": " on the line; put the value in quotes',
    MISSING_CHAR: 'a colon, comma, bracket or closing quote is missing here',
    MULTILINE_IMPLICIT_KEY: 'the line above has no "key: value" form',
    MULTIPLE_DOCS: 'found a second document (---); one file holds one',
    TAB_AS_INDENT: 'found a tab; indent with spaces',
    TAG_RESOLVE_FAILED: 'found a !tag; tags have no meaning here, put the value in quotes',
  }
  return `not valid YAML: ${words[code] ?? `this cannot be read (${code})`}`
}
