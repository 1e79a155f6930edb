import { expect, it } from 'vitest'
import { formatTable } from './table.ts'

it('aligns names to the left and numbers to the right', () => {
  const table = formatTable(
    ['who', 'replies/s', 'MB'],
    [
      ['floor', '950', '90'],
      ['platform', '1200', '130'],
    ],
  )
  expect(table).toBe(
    [
      'who       replies/s   MB',
      '--------  ---------  ---',
      'floor           950   90',
      'platform       1200  130',
    ].join('\n'),
  )
})

it('leaves an empty cell empty', () => {
  expect(formatTable(['a', 'b', 'c'], [['x', '', '1'], ['y']])).toBe('a  b  c\n-  -  -\nx     1\ny')
})
