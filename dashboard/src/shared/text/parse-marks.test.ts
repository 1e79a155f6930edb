import { expect, it } from 'vitest'
import { parseMarks } from './parse-marks.ts'

const said = (markdown: string) =>
  parseMarks(markdown).map(({ kind, text }) => (kind === 'text' ? text : { [kind]: text }))

it('finds what is bold, italic, struck and code', () => {
  expect(said('Цена **500 $**, _скоро_ ~~600~~ и `код`.')).toEqual([
    'Цена ',
    { strong: '500 $' },
    ', ',
    { em: 'скоро' },
    ' ',
    { del: '600' },
    ' и ',
    { code: 'код' },
    '.',
  ])
})

it.each(['snake_case_name', '2 * 3 * 4', '** пусто **', '<b>x</b>', 'a_б_в', '*'])(
  'leaves alone what is no mark: %s',
  text => {
    expect(said(text)).toEqual([text])
  },
)

it('loses no character but the marks', () => {
  const text = 'раз **два** три\n_четыре_ пять'
  expect(
    parseMarks(text)
      .map(part => part.text)
      .join(''),
  ).toBe('раз два три\nчетыре пять')
})
