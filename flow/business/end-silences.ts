import { findEndedSilences } from '#capabilities/conversations'
import { commitEvents } from '#shared/events'
import { handBack } from '../handoff.ts'
import { type JobDeps, jobBatch } from '../jobs/job.ts'

/** Gives chats back to the AI whose silence after the owner's own words is over. It says nothing there until the client writes. */
export async function endSilences(deps: JobDeps): Promise<'again' | 'done'> {
  const nowMs = deps.clock.now()
  const count = await commitEvents(deps, async (tx, tell) => {
    const ids = await findEndedSilences(tx, nowMs, jobBatch)
    for (const id of ids) tell(...(await handBack(tx, id, nowMs)))
    return ids.length
  })
  return count === jobBatch ? 'again' : 'done'
}
