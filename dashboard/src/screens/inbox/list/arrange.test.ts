import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../api/index.ts'
import { arrangeWaiting, placeConversation } from './arrange.ts'

const conversation = (id: number, minute: number, changes: Partial<Conversation> = {}): Conversation => ({
  id,
  contact: { id, name: null, username: null, channel: 'telegram', is_blocked: false, has_opted_out: false },
  lead_id: null,
  stage: null,
  fit_score: null,
  handler: 'ai',
  ai_is_answering: false,
  chat_type: 'private',
  language: null,
  last_message: null,
  last_message_at: `2026-01-14T09:${String(minute).padStart(2, '0')}:00.000Z`,
  unanswered_since: null,
  created_at: '2026-01-14T09:00:00.000Z',
  updated_at: '2026-01-14T09:00:00.000Z',
  ...changes,
})
const page = (next_cursor: string | null, ...items: Conversation[]) => ({ items, next_cursor })
const ids = (pages: readonly { readonly items: readonly Conversation[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id))

describe('a conversation that changed', () => {
  const pages = [page('more', conversation(1, 50), conversation(2, 40)), page(null, conversation(3, 30))]

  it('goes up to where its last message puts it, and stands nowhere else', () => {
    expect(ids(placeConversation(pages, conversation(3, 55), true))).toEqual([[3, 1, 2], []])
    expect(ids(placeConversation(pages, conversation(1, 35), true))).toEqual([[2], [1, 3]])
  })

  it('comes in when it is new, also as the very last', () => {
    expect(ids(placeConversation(pages, conversation(9, 45), true))).toEqual([[1, 9, 2], [3]])
    expect(ids(placeConversation(pages, conversation(9, 5), true))).toEqual([
      [1, 2],
      [3, 9],
    ])
  })

  it('stays out when it lies beyond what was loaded', () => {
    expect(ids(placeConversation([page('more', conversation(1, 50))], conversation(9, 5), true))).toEqual([[1]])
  })

  it('leaves a view that it no longer belongs to', () => {
    expect(ids(placeConversation(pages, conversation(2, 59), false))).toEqual([[1], [3]])
  })
})

it('puts the best first among those who wait for a person, then whoever has waited longest', () => {
  const waits = (id: number, fit_score: number, since: string) =>
    conversation(id, 10, { handler: 'human', fit_score, unanswered_since: since })
  const all = [
    waits(1, 20, '2026-01-14T09:00:00.000Z'),
    waits(2, 80, '2026-01-14T09:05:00.000Z'),
    waits(3, 80, '2026-01-14T09:01:00.000Z'),
    conversation(4, 30),
  ]
  expect(arrangeWaiting(all).map(({ id }) => id)).toEqual([3, 2, 1])
})
