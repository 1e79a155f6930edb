import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { ConversationId } from '#shared/database'
import { eventCatalogue } from './catalogue.ts'
import type { EventType } from './event.ts'
import { eventTypes, publicEventSchema, toPublicEvent } from './public-event.ts'

const stored = {
  position: 7,
  id: '0198-a',
  version: 1,
  occurredAt: Date.UTC(2026, 0, 14, 9),
  conversationId: 3 as ConversationId,
}

it('shows an event in snake_case, with instants in ISO 8601', () => {
  const payload = { meetingId: 5, leadId: 4, scheduledAt: Date.UTC(2026, 0, 15, 10) }
  const shown = toPublicEvent({ ...stored, type: 'meeting.scheduled', payload })
  expect(shown).toEqual({
    type: 'meeting.scheduled',
    id: '0198-a',
    version: 1,
    occurred_at: '2026-01-14T09:00:00.000Z',
    position: 7,
    data: { conversation_id: 3, meeting_id: 5, lead_id: 4, scheduled_at: '2026-01-15T10:00:00.000Z' },
  })
  expect(publicEventSchema.parse(shown)).toEqual(shown)
})

it('shows an event whose client was forgotten', () => {
  const payload = { messageId: 5, userId: null }
  const shown = toPublicEvent({ ...stored, conversationId: null, type: 'message.received', payload })
  expect(publicEventSchema.parse(shown)).toMatchObject({ data: { conversation_id: null, user_id: null } })
})

it('has the seven events of the earlier system', () => {
  const seven = [
    'conversation.started',
    'conversation.summary_created',
    'lead.created',
    'lead.stage_changed',
    'meeting.scheduled',
    'meeting.summary_generated',
    'message.received',
  ]
  expect(eventTypes).toEqual(expect.arrayContaining(seven))
})

it('is described in docs/events.md as it is', () => {
  const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8')
  const table = eventTypes.map(type => {
    const { meaning, reader } = eventCatalogue[type]
    return `| \`${type}\` | ${meaning} | ${reader} | ${listMembers(type)} |`
  })
  expect(page.split('\n').filter(line => /^\| `[a-z_]+\.[a-z_]+` \|/.test(line))).toEqual(table)
})

function listMembers(type: EventType): string {
  const shown = toPublicEvent({ ...stored, type, payload: { scheduledAt: 0, heldUntil: 0 } })
  return Object.keys(shown.data)
    .map(name => `\`${name}\``)
    .join(', ')
}
