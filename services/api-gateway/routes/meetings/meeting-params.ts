import { z } from 'zod'
import type { MeetingId } from '#shared/database'
import { instantField, toMs } from '../../http/fields/instants.ts'
import { rowId } from '../../http/fields/row-id.ts'
import type { Problem } from '../../http/problem.ts'

export const meetingParams = z.object({
  id: rowId.transform(id => id as MeetingId).describe('The id of the meeting.'),
})

export const tellClientField = z
  .boolean()
  .default(true)
  .describe('Whether the client is told, in their language, with a calendar file.')

export const startField = instantField
  .transform(instant => toMs(instant))
  .describe('The start of the meeting: one of `GET /openings`.')

/** What may stand in the way of a change. */
export const meetingProblems = {
  'no-meeting': { status: 404, code: 'meeting.not_found', detail: 'There is no meeting with this id.' },
  'no-lead': { status: 404, code: 'lead.not_found', detail: 'There is no lead with this id, or it was put away.' },
  taken: {
    status: 409,
    code: 'meeting.slot_taken',
    detail: 'This time is not free: taken, past, or outside of the working hours. GET /openings has the free ones.',
  },
  'too-late': {
    status: 409,
    code: 'meeting.not_changeable',
    detail: 'This meeting is over, has begun, or is not confirmed any more.',
  },
  'no-meetings': {
    status: 409,
    code: 'meeting.not_offered',
    detail: 'This business takes no meetings: its playbook has no meeting.yaml, or the settings turn them off.',
  },
  unavailable: {
    status: 503,
    code: 'calendar.unavailable',
    detail: 'The outside calendar does not answer, and what it holds is not guessed. Try again soon.',
  },
} as const satisfies Record<string, Problem>
