import { expect, it } from 'vitest'
import type { Message } from '../../../../api/index.ts'
import { worstDelivery } from './worst-delivery.ts'

type Part = Message['delivery'][number]
const heldUntil = '2026-01-14T09:00:30.000Z'
const message = (...states: readonly (Part['state'] | 'held')[]) => ({
  delivery: states.map(state => ({
    state: state === 'held' ? ('queued' as const) : state,
    error_code: state === 'failed' ? 'telegram.403' : state === 'held' ? 'rate_limited' : null,
    settled_at: null,
    held_until: state === 'held' ? heldUntil : null,
  })),
})

it('is that of the worst part, with its own reason', () => {
  const failed = { state: 'failed', code: 'telegram.403', heldUntil: null }
  expect(worstDelivery(message('sent', 'failed', 'cancelled'))).toEqual(failed)
  expect(worstDelivery(message('sent', 'unknown', 'cancelled'))).toMatchObject({ state: 'unknown', code: null })
  expect(worstDelivery(message('sent', 'sent'))?.state).toBe('sent')
})

it('is a wait for the flood budget when the gateway says so, and until when', () => {
  expect(worstDelivery(message('sent', 'queued'))?.state).toBe('queued')
  expect(worstDelivery(message('queued', 'held'))).toEqual({ state: 'held', code: null, heldUntil })
})

it('is nothing for what a client wrote', () => {
  expect(worstDelivery(message())).toBeNull()
})
