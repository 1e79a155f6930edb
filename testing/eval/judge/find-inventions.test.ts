import { describe, expect, it } from 'vitest'
import type { Reply } from '../stage/create-client.ts'
import { findInventions, listNumbers } from './find-inventions.ts'

const friday = Date.UTC(2026, 0, 16, 12)
const quiet = { asked: null, pending: null, offered: [], meetings: [] }

function judge(text: string, mind: Partial<Reply['mind']> = {}, to = ''): readonly string[] {
  const reply = { to, texts: [text], buttons: [], mind: { ...quiet, ...mind }, tookMs: 1 }
  return findInventions({
    replies: [reply],
    ownWords: ['Стрижка 2 900 ₽, 60 мин'],
    timeZones: ['Europe/Moscow'],
  })
}

describe('the search for inventions', () => {
  it('lets the business quote itself, however a number is written', () => {
    expect(judge('Haircut: 2,900 RUB, 60 min')).toEqual([])
  })

  it('finds a price that nobody wrote', () => expect(judge('Стрижка 2 500 ₽')).toEqual(['2500 in «Стрижка 2 500 ₽»']))

  it('lets a client hear their own number', () => expect(judge('Поняла, 50 человек', {}, 'нас 50')).toEqual([]))

  it('lets a time be told that was offered, and no other', () => {
    expect(judge('16 января в 15:00 (GMT+3)', { offered: [friday] })).toEqual([])
    expect(judge('16 января в 15:30 (GMT+3)', { offered: [friday] })).toHaveLength(1)
  })

  it('finds a booking that stands in no table', () => {
    expect(judge('Готово, записал вас!')).toEqual(['a booking in «Готово, записал вас!»'])
    const meetings = [{ status: 'scheduled', startsAt: friday, heldUntil: null }]
    expect(judge('Готово, записал вас!', { meetings })).toEqual([])
  })
})

it('reads numbers as people write them', () => {
  expect(listNumbers('1 200 ₽, 4,900,000 THB, 6,1 %, 09:05')).toEqual(['1200', '4900000', '6.1', '9:05'])
})
