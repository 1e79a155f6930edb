import { completePastMeetings } from '#capabilities/calendar'
import { commitEvents } from '#shared/events'
import type { JobDeps } from './job.ts'

/** Marks booked meetings as completed once their time is over, each once. */
export async function completeMeetings(deps: JobDeps): Promise<'done'> {
  await commitEvents(deps, async (tx, tell) => {
    for (const { id, conversationId, leadId } of await completePastMeetings(tx, deps.clock.now())) {
      // A meeting of the earlier system belongs to no conversation.
      if (conversationId !== null) tell({ type: 'meeting.completed', conversationId, meetingId: id, leadId })
    }
  })
  return 'done'
}
