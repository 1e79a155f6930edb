import { expect, it } from 'vitest'
import type { Message } from '../../../../api/index.ts'
import { worstDelivery } from './worst-delivery.ts'

type Part = Message['delivery'][number]
const sentAt = '2026-01-14T09:00:00.000Z'
const message = (...states: readonly Part['state'][]) => ({
  sent_at: sentAt,
  delivery: states.map(state => ({ state, error_code: state === 'failed' ? 'telegram.403' : null, settled_at: null })),
})
const at = (seconds: number) => Date.parse(sentAt) + seconds * 1000

it('is that of the worst part, with its own reason', () => {
  expect(worstDelivery(message('sent', 'failed', 'cancelled'), at(60))).toEqual({
    state: 'failed',
    code: 'telegram.403',
  })
  expect(worstDelivery(message('sent', 'unknown', 'cancelled'), at(60))).toEqual({ state: 'unknown', code: null })
  expect(worstDelivery(message('sent', 'sent'), at(60))?.state).toBe('sent')
})

it('is a wait for the flood budget when it has taken longer than sending ever does', () => {
  expect(worstDelivery(message('sent', 'queued'), at(2))?.state).toBe('queued')
  expect(worstDelivery(message('sent', 'queued'), at(6))?.state).toBe('held')
})

it('is nothing for what a client wrote', () => {
  expect(worstDelivery(message(), at(6))).toBeNull()
})
