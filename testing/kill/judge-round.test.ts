import { expect, it } from 'vitest'
import type { TurnId } from '#shared/database'
import { type Evidence, judgeRound } from './judge-round.ts'
import type { PartRecord } from './read-records.ts'

const first: PartRecord = part(1, 't1', 'Answer to m1-0-0.', '13')
const second: PartRecord = part(2, 't2', 'Answer to m1-0-1.', '14')

/** The kill test is worth what its judge sees: each promise is broken here once, on paper. */
it('finds nothing wrong with a round in which every message has one answer', () => {
  expect(judgeRound(round())).toEqual({ violations: [], unknown: [], answered: 2 })
})

it('lists an answer whose fate is unknown, and whether it had arrived, but no violation', () => {
  const died = { ...first, state: 'unknown', messageId: null } as const
  expect(judgeRound(round({ parts: [died, second] }))).toMatchObject({
    violations: [],
    unknown: [{ key: 't1:0', chatId: '7', hasArrived: true }],
  })
  expect(judgeRound(round({ parts: [died, second], delivered: [said(14, second.text)] }))).toMatchObject({
    violations: [],
    unknown: [{ key: 't1:0', chatId: '7', hasArrived: false }],
    answered: 1,
  })
})

const brokenPromises: readonly (readonly [name: string, what: string, evidence: Evidence])[] = [
  ['a message that is not stored', 'message m1-0-0 is stored 0 times', round({ messages: [stored(2, 12)] })],
  [
    'a message that is stored twice',
    'message m1-0-1 is stored 2 times',
    round({ messages: [stored(1, 11), stored(2, 12), stored(2, 12)] }),
  ],
  ['a message without a turn', 'message row 2 has 0 turns', round({ turns: [turn('t1', 1)] })],
  ['a message with two turns', 'message row 2 has 2 turns', round({ turns: [turn('t1', 1, 2), turn('t2', 2)] })],
  ['a part that never left', 'part t2:0 ended queued', round({ parts: [first, { ...second, state: 'queued' }] })],
  [
    'a part that is called sent and is not there',
    'part t2:0 is called sent, but is not in the chat',
    round({ delivered: [said(13, first.text)] }),
  ],
  ['a message without an answer', 'message m1-0-1 has 0 answers', round({ delivered: [said(13, first.text)] })],
  [
    'a message with two answers',
    'message m1-0-1 has 2 answers',
    round({ delivered: [said(13, first.text), said(14, second.text), said(15, 'Answer to m1-0-1, again.')] }),
  ],
  [
    'a part that is said twice',
    'said 2 times: Answer to m1-0-1.',
    round({ delivered: [said(13, first.text), said(14, second.text), said(15, second.text)] }),
  ],
  [
    'something said that no row knows of',
    'message 15 was sent, but not recorded',
    round({ delivered: [said(13, first.text), said(14, second.text), said(15, 'By the way.')] }),
  ],
  [
    'parts in another order than decided',
    'parts appear as 2, 1',
    round({ delivered: [said(14, second.text), said(13, first.text)] }),
  ],
  [
    'answers in another order than the messages',
    'messages are answered as 1, 0',
    round({ delivered: [said(14, second.text), said(13, first.text)] }),
  ],
]

it.each(brokenPromises)('finds %s', (_, what, evidence) => {
  expect(judgeRound(evidence).violations).toContainEqual({ chatId: '7', what })
})

type Change = Partial<Evidence['records']> & Partial<Pick<Evidence, 'delivered'>>

/** Two messages in chat 7, and an answer to each; with something changed. */
function round({ delivered, ...records }: Change = {}): Evidence {
  return {
    written: [
      { chatId: '7', messageId: '11', mark: 'm1-0-0' },
      { chatId: '7', messageId: '12', mark: 'm1-0-1' },
    ],
    delivered: delivered ?? [said(13, first.text), said(14, second.text)],
    records: {
      messages: [stored(1, 11), stored(2, 12)],
      turns: [turn('t1', 1), turn('t2', 2)],
      parts: [first, second],
      ...records,
    },
  }
}

function said(messageId: number, text: string) {
  return { chatId: '7', messageId: String(messageId), text }
}

function stored(id: number, messageId: number) {
  return { id, chatId: '7', messageId: String(messageId) }
}

function turn(id: string, from: number, to = from) {
  return { id: id as TurnId, chatId: '7', outcome: 'replied', first: from, last: to }
}

function part(id: number, turnId: string, text: string, messageId: string): PartRecord {
  return { id, key: `${turnId}:0`, chatId: '7', turnId: turnId as TurnId, state: 'sent', messageId, text }
}
