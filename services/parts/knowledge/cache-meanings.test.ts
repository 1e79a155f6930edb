import { expect, it } from 'vitest'
import type { Embed } from '#capabilities/knowledge'
import { cacheMeanings, openMeaningCache } from './cache-meanings.ts'

const never = new AbortController().signal

function createCounted(outcomes: readonly ('vectors' | 'unavailable')[]) {
  const asked: (readonly string[])[] = []
  const embed: Embed = async texts => {
    const kind = outcomes[asked.length] ?? 'vectors'
    asked.push(texts)
    const vectors = texts.map(text => [text.length, 0.1, -2])
    return kind === 'vectors' ? { kind, model: 'm:3', vectors } : { kind }
  }
  return { asked, embed: cacheMeanings(embed, openMeaningCache(null, 'test')) }
}

it('asks for what a question means once, and gives the same vector again', async () => {
  const { asked, embed } = createCounted([])
  const first = await embed(['How much?'], never)
  const again = await embed(['How much?'], never)
  expect(asked).toEqual([['How much?']])
  expect(first.kind === 'vectors' && Float32Array.from(first.vectors[0] ?? [])).toEqual(
    again.kind === 'vectors' && again.vectors[0],
  )
})

it('asks again after a failure, for other questions, and for documents', async () => {
  const { asked, embed } = createCounted(['unavailable'])
  expect(await embed(['How much?'], never)).toEqual({ kind: 'unavailable' })
  for (const texts of [['How much?'], ['Where?'], ['a', 'b'], ['a', 'b']]) await embed(texts, never)
  expect(asked).toHaveLength(5)
})
