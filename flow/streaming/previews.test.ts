import { expect, it } from 'vitest'
import type { AccountId, ConversationId } from '#shared/database'
import { createPreviews } from './previews.ts'

const accountId = 1 as AccountId
const chat = { businessConnectionId: '', chatId: '7', topicId: '', chatType: 'private' } as const
const reply = { accountId, conversationId: 3 as ConversationId, chat, draftId: 12 }

it('opens nothing where nobody shows it', () => {
  const previews = createPreviews()
  expect(previews.open(reply)).toBeNull()
  const release = previews.serve(accountId)
  expect(previews.open({ ...reply, accountId: 2 as AccountId })).toBeNull()
  expect(previews.open(reply)).not.toBeNull()
  release()
  expect(previews.open(reply)).toBeNull()
})

it.each([
  ["a business account's chat, whose number names another chat of the bot", { businessConnectionId: 'b1' }],
  ['a group', { chatType: 'group' as const }],
  ['a channel', { chatType: 'channel' as const }],
])('opens nothing for %s', (_name, other) => {
  const previews = createPreviews()
  previews.serve(accountId)
  expect(previews.open({ ...reply, chat: { ...chat, ...other } })).toBeNull()
})

it('lists a reply from its first word until it is closed, and no longer than the one that followed it', () => {
  const previews = createPreviews()
  previews.serve(accountId)
  const first = previews.open(reply)
  expect(previews.list(accountId)).toEqual([])
  first?.show(() => 'Hello.')
  expect(previews.list(accountId).map(preview => preview.safeSoFar())).toEqual(['Hello.'])
  const second = previews.open({ ...reply, draftId: 13 })
  second?.show(() => 'Hello again.')
  first?.close()
  expect(previews.list(accountId).map(preview => preview.safeSoFar())).toEqual(['Hello again.'])
  second?.close()
  expect(previews.list(accountId)).toEqual([])
})

it('stops the reply that was meant, and no other', () => {
  const previews = createPreviews()
  previews.serve(accountId)
  const open = previews.open(reply)
  previews.stop(accountId, { chat, draftId: 11 })
  previews.stop(accountId, { chat: { ...chat, topicId: '5' }, draftId: 12 })
  previews.stop(2 as AccountId, { chat, draftId: 12 })
  expect(open?.stopped.aborted).toBe(false)
  previews.stop(accountId, { chat, draftId: 12 })
  expect(open?.stopped.aborted).toBe(true)
})
