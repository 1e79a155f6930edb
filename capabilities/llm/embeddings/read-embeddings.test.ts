import { describe, expect, it } from 'vitest'
import { readEmbeddings } from './read-embeddings.ts'

const answer = (...entries: readonly object[]): string => JSON.stringify({ object: 'list', data: entries })
const refuse = (message: string): string => JSON.stringify({ error: { message, type: 'BadRequestError' } })

describe('vectors', () => {
  it('come in the order of the texts, whatever the order of the answer', () => {
    const body = answer({ index: 1, embedding: [0, 1] }, { index: 0, embedding: [1, 0] })
    expect(read(200, body, 2)).toEqual({
      kind: 'vectors',
      vectors: [
        [1, 0],
        [0, 1],
      ].map(toVector),
    })
  })

  it('are taken as they come from servers that number nothing', () => {
    const body = answer({ embedding: [1, 0] }, { embedding: [0, 1] })
    expect(read(200, body, 2)).toEqual({
      kind: 'vectors',
      vectors: [
        [1, 0],
        [0, 1],
      ].map(toVector),
    })
  })

  it.each([
    ['too few', answer({ index: 0, embedding: [1] })],
    ['one twice', answer({ index: 0, embedding: [1] }, { index: 0, embedding: [1] })],
    ['of two lengths', answer({ index: 0, embedding: [1] }, { index: 1, embedding: [1, 2] })],
    ['empty', answer({ index: 0, embedding: [] }, { index: 1, embedding: [] })],
    ['without numbers', answer({ index: 0, embedding: [null] }, { index: 1, embedding: [null] })],
    ['not there', '<html>welcome</html>'],
  ])('are no answer when they are %s', (_, body) => {
    expect(read(200, body, 2)).toEqual({ kind: 'failed', code: 'bad_answer', retryAfter: null })
  })
})

describe('a refusal', () => {
  it.each([
    ['vLLM', 400, refuse('The model does not support Embeddings API')],
    ['vLLM with a status that says all is well', 200, refuse('The model does not support Embeddings API')],
    ['llama.cpp', 501, refuse('This server does not support embeddings. Start it with `--embeddings`')],
    ['Ollama', 500, refuse('this model does not support embeddings')],
    ['a server that knows no such path', 404, '{"detail":"Not Found"}'],
  ])('says that there are no embeddings, in the words of %s', (_, status, body) => {
    expect(read(status, body, 1)).toMatchObject({ kind: 'not-offered' })
  })

  it.each([
    ['vLLM', 400, "This model's maximum context length is 512 tokens. However, you requested 700 tokens in the input."],
    ['llama.cpp', 500, 'input (900 tokens) is too large to process. increase the physical batch size'],
    ['text-embeddings-inference', 413, 'Input validation error: `inputs` must have less than 512 tokens. Given: 700'],
    ['Ollama', 400, 'the input length exceeds the context length'],
  ])('says that a text is too long, in the words of %s', (_, status, message) => {
    expect(read(status, refuse(message), 1)).toEqual({ kind: 'too-long' })
  })

  it('for any other reason keeps its status, and what the server asks for', () => {
    const reply = readEmbeddings({ status: 429, retryAfter: '3' }, refuse('Too many requests'), 1)
    expect(reply).toEqual({ kind: 'failed', code: 'http_429', retryAfter: '3' })
    expect(read(400, refuse('input must be a string'), 1)).toMatchObject({ kind: 'failed', code: 'http_400' })
  })
})

function read(status: number, body: string, count: number) {
  return readEmbeddings({ status, retryAfter: null }, body, count)
}

function toVector(numbers: readonly number[]): Float32Array {
  return Float32Array.from(numbers)
}
