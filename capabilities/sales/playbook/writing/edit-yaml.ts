import { readFileSync, writeFileSync } from 'node:fs'
import { type Document, isScalar, parseDocument } from 'yaml'

/** A value, and where it goes; what was at the place before goes. */
export type YamlEdit = readonly [
  path: readonly string[],
  value: string | number | boolean | null | readonly unknown[] | object,
]

/** Changes values in a file; remarks and order stay as the owner knows them. */
export function editYaml(path: string, edits: readonly YamlEdit[]): void {
  const document = parseDocument(readFileSync(path, 'utf8'))
  for (const [key, value] of edits) set(document, key, value)
  writeFileSync(path, writeYaml(document), { flush: true })
}

/** The text of a document whose lines are as long as they are. */
export function writeYaml(document: Document): string {
  return document.toString({ lineWidth: 0 })
}

/** A word stays in its own quotes or lines; only what is no single word is built anew. */
function set(document: Document, key: readonly string[], value: YamlEdit[1]): void {
  const isWord = value === null || typeof value !== 'object'
  const known = document.getIn(key, true)
  if (isWord && isScalar(known)) known.value = value
  else document.setIn(key, isWord ? value : document.createNode(value, { flow: true }))
}
