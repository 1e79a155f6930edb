import fc from 'fast-check'
import { expect, test } from 'vitest'
import { substitute } from './substitute.ts'
import { mergeVariables } from './variables.ts'

const variables = mergeVariables({ HOST: 'shop.example', EMPTY: '' }, [])
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/)
const fallback = fc.string({ maxLength: 30 }).filter(text => !text.includes('}'))

test('a variable that is set replaces the whole text', () => {
  expect(substitute(`\${HOST}`, variables)).toEqual({ kind: 'value', value: 'shop.example', variable: 'HOST' })
})

test('a variable that is set but empty wins over the default', () => {
  expect(substitute(`\${EMPTY:default}`, variables)).toMatchObject({ kind: 'value', value: '' })
})

test('the first colon ends the name, so a default may be a URL', () => {
  expect(substitute(`\${NONE:http://localhost:8000}`, variables)).toMatchObject({ value: 'http://localhost:8000' })
})

test('name and default are trimmed', () => {
  expect(substitute(`\${ HOST }`, variables)).toMatchObject({ value: 'shop.example' })
  expect(substitute(`\${ NONE :  x  }`, variables)).toMatchObject({ value: 'x' })
})

test('an empty default is an empty text', () => {
  expect(substitute(`\${NONE:}`, variables)).toMatchObject({ kind: 'value', value: '' })
})

test('a variable that is not set and has no default is named', () => {
  expect(substitute(`\${NONE}`, variables)).toEqual({ kind: 'unset', variable: 'NONE' })
})

test.each([`https://\${HOST}/`, `\${HOST} `, `\${HOST}:\${HOST}`, '$HOST', `\${HOST`, `\${NONE:\${HOST}}`])(
  '%s is a text, not a reference: nothing is replaced inside longer texts',
  text => expect(substitute(text, variables)).toEqual({ kind: 'literal' }),
)

test('whatever the names and defaults, set beats default and default beats nothing', () => {
  fc.assert(
    fc.property(name, fc.string(), fallback, (variable, value, text) => {
      const set = mergeVariables({ [variable]: value }, [])
      const reference = `\${${variable}:${text}}`
      expect(substitute(reference, set)).toEqual({ kind: 'value', value, variable })
      expect(substitute(reference, new Map())).toEqual({ kind: 'value', value: text.trim(), variable })
      expect(substitute(`\${${variable}}`, new Map())).toEqual({ kind: 'unset', variable })
    }),
  )
})

test('a text that neither starts nor ends like a reference is never touched', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      fc.pre(!text.startsWith(`\${`) || !text.endsWith('}'))
      expect(substitute(text, variables)).toEqual({ kind: 'literal' })
    }),
  )
})
