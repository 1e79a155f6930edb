import { expect, it } from 'vitest'
import type { ContextMessage } from '#capabilities/conversations'
import type { MessageId } from '#shared/database'
import { mergeAlbums } from './merge-albums.ts'

it('makes one message of an album: its captions and its files, whatever came between', () => {
  const merged = mergeAlbums([
    message(1, '[photo]', { mediaGroupId: 'a', media: [{ kind: 'photo', text: 'a wall' }] }),
    message(2, 'hello', null),
    message(3, 'Can you paint it?', { mediaGroupId: 'a', media: [{ kind: 'photo', text: 'a door' }] }),
    message(4, '[photo]', { mediaGroupId: 'b' }),
    message(5, 'And this?', { mediaGroupId: 'a' }),
  ])
  expect(merged.map(({ id, content }) => [id, content])).toEqual([
    [1, 'Can you paint it?\nAnd this?'],
    [2, 'hello'],
    [4, '[photo]'],
  ])
  expect(JSON.parse(merged[0]?.metadata ?? '')).toEqual({
    mediaGroupId: 'a',
    media: [
      { kind: 'photo', text: 'a wall' },
      { kind: 'photo', text: 'a door' },
    ],
  })
})

it('says what an album without words holds, and leaves our own messages alone', () => {
  const ours = { ...message(3, '[photo]', { mediaGroupId: 'a' }), role: 'assistant' } as const
  const merged = mergeAlbums([
    message(1, '[photo]', { mediaGroupId: 'a' }),
    message(2, '[video 3 s]', { mediaGroupId: 'a' }),
    ours,
  ])
  expect(merged.map(({ content }) => content)).toEqual(['[photo, video 3 s]', '[photo]'])
})

function message(id: number, content: string, metadata: object | null): ContextMessage {
  const fields = { id: id as MessageId, content, metadata: metadata === null ? null : JSON.stringify(metadata) }
  return { ...fields, role: 'user', kind: 'photo', timestamp: id, externalId: String(id) }
}
