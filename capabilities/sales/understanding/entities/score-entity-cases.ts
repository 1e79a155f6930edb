import { type EntityCase, entityCases } from './cases.ts'
import { readCompany } from './read-company.ts'
import { readContacts } from './read-contacts.ts'
import { readMoney } from './read-money.ts'
import { readName } from './read-name.ts'
import { readQuantities } from './read-quantities.ts'

export interface EntityScore {
  /** The reader. */
  readonly name: EntityCase['reader']
  readonly right: number
  readonly total: number
  /** One line for each case that went wrong: the text, what was expected, what was read. */
  readonly wrong: readonly string[]
}

/** Runs every entity case and counts, per reader, how many are read exactly: all that is there, and nothing else. */
export function scoreEntityCases(): readonly EntityScore[] {
  const readers = [...new Set(entityCases.map(entityCase => entityCase.reader))]
  return readers.map(name => {
    const cases = entityCases.filter(entityCase => entityCase.reader === name)
    const wrong = cases.flatMap(explainWrong)
    return { name, right: cases.length - wrong.length, total: cases.length, wrong }
  })
}

/** A line about a case that is not read as expected; nothing for one that is. */
export function explainWrong(entityCase: EntityCase): readonly string[] {
  const expected = expectedOf(entityCase)
  const found = read(entityCase)
  const isRight = found.length === expected.length && expected.every((fields, at) => matches(fields, found[at] ?? {}))
  if (isRight) return []
  return [`«${entityCase.text}»: expected ${JSON.stringify(expected)}, read ${JSON.stringify(found)}`]
}

type Fields = Readonly<Record<string, unknown>>

function expectedOf(entityCase: EntityCase): readonly Fields[] {
  const { expected } = entityCase
  if (expected === null) return []
  return typeof expected === 'string' ? [{ value: expected }] : expected.map(fields => ({ ...fields }))
}

function read(entityCase: EntityCase): readonly Fields[] {
  const { text } = entityCase
  const options = { isAsked: entityCase.isAsked === true }
  switch (entityCase.reader) {
    case 'money':
      return readMoney(text, options).map(mention => ({ ...mention }))
    // A bare number is left to whoever asked for one; unasked it is noise here.
    case 'quantities':
      return readQuantities(text, options)
        .filter(({ confidence }) => confidence >= 0.6)
        .map(mention => ({ ...mention }))
    case 'contacts':
      return readContacts(text, entityCase.country).map(mention => ({ ...mention }))
    case 'name':
      return listOf(readName(text, options))
    case 'company':
      return listOf(readCompany(text, options))
  }
}

function listOf(mention: object | null): readonly Fields[] {
  return mention === null ? [] : [{ ...mention }]
}

function matches(expected: Fields, found: Fields): boolean {
  return Object.entries(expected).every(([field, value]) => Object.is(found[field], value))
}
