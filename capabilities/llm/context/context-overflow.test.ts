import { expect, it } from 'vitest'
import { parseContextOverflow } from './context-overflow.ts'

// The words of vLLM (three generations), OpenAI and llama.cpp.
it.each([
  [
    "This model's maximum context length is 4096 tokens. However, you requested 4203 tokens (3703 in the messages, 500 in the completion). Please reduce the length of the messages or completion.",
    { contextTokens: 4096, promptTokens: 3703 },
  ],
  [
    "'max_tokens' or 'max_completion_tokens' is too large: 500. This model's maximum context length is 4096 tokens and your request has 3703 input tokens (500 > 4096 - 3703).",
    { contextTokens: 4096, promptTokens: 3703 },
  ],
  [
    "This model's maximum context length is 16384 tokens. However, you requested 8192 output tokens and your prompt contains at least 8193 input tokens, for a total of at least 16385 tokens.",
    { contextTokens: 16_384, promptTokens: 8193 },
  ],
  [
    "This model's maximum context length is 4096 tokens. However, your messages resulted in 6988 tokens.",
    { contextTokens: 4096, promptTokens: 6988 },
  ],
  ['the request exceeds the available context size, try increasing it', { contextTokens: null, promptTokens: null }],
])('reads %j', (body, overflow) => {
  expect(parseContextOverflow(body)).toEqual(overflow)
})

it.each(['temperature: must be at most 2', '', '<html>400 Bad Request</html>'])('finds no overflow in %j', body => {
  expect(parseContextOverflow(body)).toBeNull()
})
