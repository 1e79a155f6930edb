import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNotice } from '../fault.ts'
import { parseDotenv } from './dotenv.ts'

test.each([
  ['A=1', { A: '1' }],
  ['export A=1', { A: '1' }],
  ['  A = some words  ', { A: 'some words' }],
  ['A=', { A: '' }],
  ['A=value # a comment', { A: 'value' }],
  ['A= # only a comment', { A: '' }],
  ['A=pass#word', { A: 'pass#word' }],
  ['A="with # inside" # outside', { A: 'with # inside' }],
  ["A='$HOME \\n stays'", { A: '$HOME \\n stays' }],
  ['A="two\\nlines\\tand \\"quotes\\" and C:\\\\dir"', { A: 'two\nlines\tand "quotes" and C:\\dir' }],
  ['A="over\ntwo lines"\nB=2', { A: 'over\ntwo lines', B: '2' }],
  ['A=postgres://u:p=1@h/db', { A: 'postgres://u:p=1@h/db' }],
  ['A=$B\nB=1', { A: '$B', B: '1' }],
  ['# A=1\n\n  # B=2\nC=3\r\nD=4', { C: '3', D: '4' }],
  ['A=1\nA=2', { A: '2' }],
  ['', {}],
])('%j is read', (text, expected) => {
  const { entries, faults } = parseDotenv(text, '.env')
  expect(faults).toEqual([])
  expect(Object.fromEntries(entries.map(({ name, value }) => [name, value]))).toEqual(expected)
})

test('what is not a setting is a fault with its place, and is never quoted', () => {
  const { entries, faults } = parseDotenv('A=1\n123456:SECRET\nB="not closed\nC=3\n', 'conf/.env')
  expect(entries.map(entry => entry.name)).toEqual(['A', 'C'])
  expect(faults.map(formatNotice)).toEqual([
    'conf/.env:2:1: found a line that is no setting; allowed: NAME=value or a # comment',
    'conf/.env:3:1: the quote in B is not closed, or text follows it',
  ])
})

test('plain and single-quoted values read as Node itself reads them', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_./:@=$%&*+-]{0,20}$/)
  const line = fc.tuple(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/), word, fc.constantFrom('', "'", '"'))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), lines => {
      const text = lines.map(([name, value, quote]) => `${name}=${quote}${value}${quote}`).join('\n')
      const read = Object.fromEntries(parseDotenv(text, '.env').entries.map(({ name, value }) => [name, value]))
      expect(read).toEqual({ ...parseEnv(text) })
    }),
  )
})
