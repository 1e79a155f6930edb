import { expect, it } from 'vitest'
import { type ChatMessage, isWaiting, toExchanges } from './dialogue.ts'

const say = (role: ChatMessage['role'], text: string): ChatMessage =>
  ({ id: 1, role, text, sent_at: '', client_message_id: null, buttons: [], documents: [], press: null }) as ChatMessage

it('pairs each question with all that was said to it', () => {
  const messages = [
    say('assistant', 'Hello'),
    say('user', 'Price?'),
    say('assistant', '90 ₽'),
    say('assistant', 'When?'),
  ]
  expect(toExchanges(messages)).toEqual([{ question: 'Price?', answer: '90 ₽\n\nWhen?' }])
  expect(toExchanges([...messages, say('user', 'Now')])).toHaveLength(2)
})

it('waits for an answer after a question only', () => {
  expect([
    isWaiting([]),
    isWaiting([say('user', 'Hi')]),
    isWaiting([say('user', 'Hi'), say('assistant', 'Yes')]),
  ]).toEqual([false, true, false])
})
