import { expect, it } from 'vitest'
import type { Dialogue, Message } from '../../../../api/index.ts'
import { type DialoguePages, listMessages, mergeNewest } from './merge-messages.ts'

// Of a dialogue only what merging reads.
const dialogue = (ids: readonly number[], next_before: number | null, text = 'first') =>
  ({ messages: ids.map(id => ({ id, text }) as Message), next_before }) as Dialogue
const thread = (...pages: Dialogue[]): DialoguePages => ({ pages, pageParams: pages.map(() => null) })
const ids = (pages: DialoguePages) => listMessages(pages).map(({ id }) => id)

it('shows each message once, as it was read last, and keeps the older pages', () => {
  const known = thread(dialogue([5, 6], 5), dialogue([3, 4], null))
  const merged = mergeNewest(known, dialogue([6, 7], 6, 'second'))
  expect(ids(merged)).toEqual([3, 4, 5, 6, 7])
  expect(listMessages(merged).find(({ id }) => id === 6)?.text).toBe('second')
  expect(merged.pages[0]?.next_before).toBe(5)
})

it('begins anew when more came than a page holds, rather than show a thread with a hole', () => {
  expect(ids(mergeNewest(thread(dialogue([1, 2], null)), dialogue([8, 9], 8)))).toEqual([8, 9])
})

it('takes the page as it is when nothing was known', () => {
  expect(ids(mergeNewest(undefined, dialogue([1, 2], null)))).toEqual([1, 2])
})
