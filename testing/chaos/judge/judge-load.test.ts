import { expect, it } from 'vitest'
import type { TurnId } from '#shared/database'
import type { PartRecord } from '../../kill/read-records.ts'
import { type Evidence, judgeLoad, type Verdict } from './judge-load.ts'

const first: PartRecord = part(1, 't1', 'Answer to m1-0-0.', '13')
const second: PartRecord = part(2, 't2', 'Hello! I am an AI assistant.', '14')

it('finds nothing wrong where every turn has its answer, in whatever words', () => {
  expect(judgeLoad(evidence())).toMatchObject({ lost: [], doubled: [], disordered: [], unknown: [] })
})

it('measures each wait from the message to the first part of its answer', () => {
  expect(judgeLoad(evidence()).waits).toEqual([
    { writtenAtMs: 100, answeredAtMs: 300 },
    { writtenAtMs: 200, answeredAtMs: 400 },
  ])
})

it('lists a send of unknown fate, and whether it had arrived, as neither lost nor doubled', () => {
  const adrift = { ...second, state: 'unknown', messageId: null } as const
  expect(judgeLoad(evidence({ parts: [first, adrift] }))).toMatchObject({
    lost: [],
    doubled: [],
    unknown: [{ key: 't2:0', chatId: '7', hasArrived: true }],
  })
  expect(judgeLoad(evidence({ parts: [first, adrift], delivered: [said(13, first.text, 300)] }))).toMatchObject({
    lost: [],
    unknown: [{ key: 't2:0', chatId: '7', hasArrived: false }],
    waits: [{ answeredAtMs: 300 }, { answeredAtMs: null }],
  })
})

const brokenPromises: readonly (readonly [name: string, where: keyof Verdict, what: string, evidence: Evidence])[] = [
  ['a message that is not stored', 'lost', 'message m1-0-1 is stored 0 times', evidence({ messages: [stored(1, 11)] })],
  ['a message without a turn', 'lost', 'message row 2 has 0 turns', evidence({ turns: [turn('t1', 1)] })],
  ['a turn that said nothing', 'lost', 'turn t2 ended replied and said nothing', evidence({ parts: [first] })],
  [
    'a part that never left',
    'lost',
    'turn t2 has a part that ended queued',
    evidence({ parts: [first, { ...second, state: 'queued', messageId: null }] }),
  ],
  [
    'a part that is called sent and is not there',
    'lost',
    'part t2:0 is called sent, but is not in the chat',
    evidence({ delivered: [said(13, first.text, 300)] }),
  ],
  [
    'a message stored twice',
    'doubled',
    'message m1-0-1 is stored 2 times',
    evidence({ messages: [stored(1, 11), stored(2, 12), stored(2, 12)] }),
  ],
  [
    'a part said twice, even in words that others use too',
    'doubled',
    'message 15 was said, but no part accounts for it',
    evidence({ delivered: [said(13, first.text, 300), said(14, second.text, 400), said(15, second.text, 500)] }),
  ],
  [
    'a message answered twice',
    'doubled',
    'message m1-0-0 is answered 2 times',
    evidence({
      parts: [first, { ...second, text: first.text }],
      delivered: [said(13, first.text, 300), said(14, first.text, 400)],
    }),
  ],
  [
    'parts in another order than queued',
    'disordered',
    'parts stand in another order',
    evidence({ delivered: [said(14, second.text, 300), said(13, first.text, 400)] }),
  ],
]

it.each(brokenPromises)('finds %s', (_, where, what, broken) => {
  expect(judgeLoad(broken)[where]).toContainEqual({ chatId: '7', what })
})

type Change = Partial<Evidence['records']> & Partial<Pick<Evidence, 'delivered'>>

/** Two messages in chat 7, answered by the model and by the script; with something changed. */
function evidence({ delivered, ...records }: Change = {}): Evidence {
  return {
    written: [
      { chatId: '7', messageId: '11', mark: 'm1-0-0', atMs: 100 },
      { chatId: '7', messageId: '12', mark: 'm1-0-1', atMs: 200 },
    ],
    delivered: delivered ?? [said(13, first.text, 300), said(14, second.text, 400)],
    records: {
      messages: [stored(1, 11), stored(2, 12)],
      turns: [turn('t1', 1), turn('t2', 2)],
      parts: [first, second],
      ...records,
    },
  }
}

function said(messageId: number, text: string, atMs: number) {
  return { chatId: '7', messageId: String(messageId), text, atMs }
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
