import type { BusinessConnection } from '#capabilities/channels'
import type { AccountId, Database } from '#shared/database'
import type { Queue } from '#shared/events'
import type { Clock } from '#shared/utils'
import { applyConnection, type BusinessIntake } from './apply-connection.ts'

export interface LearnDeps {
  readonly database: Database
  readonly queue: Queue
  readonly clock: Clock
  readonly business: BusinessIntake
}

/** Makes true what was asked about a connection, as if its channel had told of it. */
export async function learnConnection(
  { database, queue, clock, business }: LearnDeps,
  accountId: AccountId,
  connection: BusinessConnection,
): Promise<void> {
  const hasSpoken = await database.transaction(tx => applyConnection(tx, accountId, connection, business, clock.now()))
  if (hasSpoken) queue.wake('outbox', String(accountId))
}
