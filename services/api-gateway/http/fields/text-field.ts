import { z } from 'zod'

/** A word or a text that somebody writes: trimmed, not empty, storable. Lengths in UTF-16 units. */
export function textField(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine(text => !text.includes('\0'), 'must not contain the character U+0000')
}
