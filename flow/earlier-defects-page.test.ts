import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/earlier-defects.md'), 'utf8')
const rows = [...page.matchAll(/^\| ([FSP]\d+) \| (.+?) \| (.+) \|$/gm)].map(([, id = '', , caughtBy = '']) => ({
  id,
  tests: [...caughtBy.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name })),
}))

it('the page has a row for each defect of the list', () => {
  const numbered = (letter: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => `${letter}${at + 1}`)
  expect(rows.map(({ id }) => id)).toEqual([...numbered('F', 18), ...numbered('S', 15), ...numbered('P', 14)])
})

it('each row names a test, and each test that is named exists', () => {
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([])
  const missing = rows.flatMap(({ id, tests }) => tests.filter(test => !isThere(test)).map(test => ({ id, ...test })))
  expect(missing).toEqual([])
})

/** A name stands in quotes; where counts are part of it, the words around them do. */
function isThere({ file, name }: { readonly file: string; readonly name: string }): boolean {
  const path = join(root, file)
  return existsSync(path) && readFileSync(path, 'utf8').includes(name)
}
