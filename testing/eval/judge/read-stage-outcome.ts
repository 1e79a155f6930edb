import type { Db } from '#shared/database'
import { type Outcome, readOutcome } from '../../../flow/rehearsal/read-outcome.ts'
import { flowSettings } from '../../flow-harness.ts'
import { findClient } from '../stage/find-client.ts'
import type { Stage } from '../stage/open-stage.ts'

/** What stands in the tables and was told to the owner when the client has gone. */
export interface StageOutcome extends Outcome {
  /** What the owner was told. */
  readonly ownerNotices: readonly string[]
  /** The zone that the client named, if they did. */
  readonly clientZones: readonly string[]
  readonly turns: number
  readonly tokens: number
}

export async function readStageOutcome({ flow, timeZone }: Stage): Promise<StageOutcome> {
  const { db } = flow.database
  const { id } = await findClient(db)
  const turns = await db
    .selectFrom('turns')
    .select(['prompt_tokens', 'completion_tokens'])
    .where('conversation_id', '=', id)
    .execute()
  return {
    ...(await readOutcome(db, id, timeZone)),
    // The first is the answer to the owner's /start.
    ownerNotices: flow.channel.textsIn(String(flowSettings.ownerId)).slice(1),
    clientZones: await readZones(db),
    turns: turns.length,
    tokens: turns.reduce((sum, turn) => sum + (turn.prompt_tokens ?? 0) + (turn.completion_tokens ?? 0), 0),
  }
}

async function readZones(db: Db): Promise<readonly string[]> {
  const users = await db.selectFrom('user_context').select('context_data').execute()
  return users.flatMap(({ context_data: data }) => {
    const { time_zone: zone } = JSON.parse(data ?? '{}') as { readonly time_zone?: string | null }
    return typeof zone === 'string' ? [zone] : []
  })
}
