import type { JobDeps } from '#flow'
import { createFakeClock } from '#shared/utils'
import type { FlowHarness } from './flow-harness.ts'

/** What the jobs of a worker see so much later, without the hours in between being lived through. */
export function laterJobs(flow: FlowHarness, hours: number): JobDeps {
  return { ...flow.jobs, clock: createFakeClock(flow.clock.now() + hours * 3_600_000) }
}

/** What was said outside of a turn, oldest first: jobs queue it in the same transaction. */
export async function listUnasked({ database }: FlowHarness): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('messages')
    .innerJoin('outbound', 'outbound.message_id', 'messages.id')
    .select('messages.content')
    .where('messages.role', '=', 'assistant')
    .where('messages.turn_id', 'is', null)
    .orderBy('messages.id')
    .execute()
  return rows.map(row => row.content)
}
