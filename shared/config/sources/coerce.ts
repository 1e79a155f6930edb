import { z } from 'zod'
import { unwrapField } from '../fields.ts'

/**
 * Reads a text as the type of its field: variables, substitutions and quoted YAML are texts whatever they mean. What cannot be
 * read is returned as it is, for the schema to refuse. An empty text is null where the field may be null.
 */
export function coerceInput(field: z.ZodType, input: unknown): unknown {
  const { base, isNullable } = unwrapField(field)
  if (isNullable && input === '') return null
  if (base instanceof z.ZodBoolean) return coerceFlag(input)
  if (typeof input !== 'string') return input
  if (base instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(input) ? Number(input) : input
  // Our lists are of fields, which are zod's own types (fields.ts).
  if (base instanceof z.ZodArray) return splitList(input).map(item => coerceInput(base.element as z.ZodType, item))
  return input
}

const trueWords = ['true', '1', 'yes', 'on']
const falseWords = ['false', '0', 'no', 'off']

function coerceFlag(input: unknown): unknown {
  if (typeof input !== 'string' && typeof input !== 'number') return input
  const word = String(input).toLowerCase()
  if (trueWords.includes(word)) return true
  return falseWords.includes(word) ? false : input
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}
