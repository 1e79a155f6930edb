import { expect, it } from 'vitest'
import type { ContextMessage } from '#capabilities/conversations'
import type { MessageId } from '#shared/database'
import { speechFor } from './speech-for.ts'

const spoken = message('voice', { media: [{ kind: 'voice', state: 'ready', confidence: 0.9, code: null }] })
const turn = { channel: 'telegram', unanswered: [spoken] }
const good = [{ markdown: 'Да, **конечно**, ждём вас в пятницу в 15:00!' }]

it('says a short answer aloud to a client who spoke, without its marks', () => {
  expect(speechFor(good, { isSpoken: true, turn })).toEqual([
    { text: '', entities: [], replyToMessageId: null, spokenText: 'Да, конечно, ждём вас в пятницу в 15:00!' },
  ])
})

it.each([
  ['a playbook that does not speak', { isSpoken: false, turn }],
  ['another channel', { isSpoken: true, turn: { ...turn, channel: 'webchat' } }],
  ['a client who wrote', { isSpoken: true, turn: { ...turn, unanswered: [spoken, message('text', null)] } }],
  ['a message that nobody heard', { isSpoken: true, turn: { ...turn, unanswered: [message('voice', null)] } }],
])('says nothing for %s', (_name, rules) => {
  expect(speechFor(good, rules)).toEqual([])
})

it.each([
  'Стрижка стоит 1 500 ₽.',
  'It is five dollars.',
  'Подробности: https://example.org',
  'Смотрите [прайс](https://example.org)',
  '- стрижка\n- укладка',
  '1. Стрижка\n2. Укладка',
  '| услуга | цена |',
  'Звоните: +7 999 123-45-67',
  'слово '.repeat(100),
  ' ',
])('says nothing that suits no ear: %j', markdown => {
  expect(speechFor([{ markdown }], { isSpoken: true, turn })).toEqual([])
})

it('says nothing beside a file', () => {
  const document = { fileName: 'a.ics', mimeType: 'text/calendar', content: 'x' }
  expect(speechFor([{ markdown: 'Ждём вас', document }], { isSpoken: true, turn })).toEqual([])
})

function message(kind: string, metadata: unknown): ContextMessage {
  return {
    ...{ id: 1 as MessageId, role: 'user', kind, content: 'words', timestamp: 0, externalId: '1' },
    metadata: metadata === null ? null : JSON.stringify(metadata),
  }
}
