import { expect, it } from 'vitest'
import { pickEmbeddingModel } from './pick-embedding-model.ts'

it.each([
  'BAAI/bge-m3',
  'intfloat/multilingual-e5-large',
  'nomic-embed-text:latest',
  'text-embedding-3-small',
  'sentence-transformers/all-MiniLM-L6-v2',
  'sentence-transformers/LaBSE',
  'cointegrated/rubert-tiny2',
  'ai-forever/FRIDA',
  'Alibaba-NLP/gte-multilingual-base',
  'Qwen/Qwen3-Embedding-0.6B',
])('%s is one among chat models', name => {
  expect(pick('Qwen/Qwen3-32B', name)).toBe(name)
})

it.each([
  'Qwen/Qwen3-32B',
  'gpt-4o-mini',
  'gemma2:9b',
  'BAAI/bge-reranker-v2-m3',
  'deepseek-r1',
  'bagel-7b',
  'phi-3.5',
])('%s is none', name => {
  expect(pick(name)).toBeNull()
})

function pick(...names: readonly string[]): string | null {
  return pickEmbeddingModel(names.map(name => ({ name, contextTokens: null })))?.name ?? null
}
