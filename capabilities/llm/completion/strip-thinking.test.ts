import { expect, it } from 'vitest'
import { stripThinking } from './strip-thinking.ts'

it.each([
  ['<think>one</think>Yes.', 'Yes.'],
  ['Yes<think>one</think>, and <thinking>two\nlines</thinking>no.', 'Yes, and no.'],
  ['<THINK>one</THINK>Yes.', 'Yes.'],
  ['Yes. <think>never closed', 'Yes. '],
  ['opened by the chat template</think>Yes.', 'Yes.'],
  ['<think>outer <think>inner</think> outer</think>Yes.', 'Yes.'],
  ['a < b and I think > c', 'a < b and I think > c'],
])('%j is said as %j', (text, said) => {
  expect(stripThinking(text)).toBe(said)
})
