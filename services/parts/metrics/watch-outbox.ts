import { Gauge, type Registry } from 'prom-client'
import type { Database, Db } from '#shared/database'
import type { Clock } from '#shared/utils'

/** Prints how much waits to be sent and for how long: of all processes, because it is read from the table when it is asked for. */
export function watchOutbox(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  registry: Registry,
): void {
  new Gauge({
    name: 'outbox_waiting',
    help: 'Parts of answers that are queued or being sent.',
    registers: [registry],
    async collect() {
      this.set((await readOutbox(database.db)).count)
    },
  })
  new Gauge({
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest of them; 0 when nothing waits.',
    registers: [registry],
    async collect() {
      const { oldestAt } = await readOutbox(database.db)
      this.set(oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt) / 1000)
    },
  })
}

async function readOutbox(db: Db): Promise<{ readonly count: number; readonly oldestAt: number | null }> {
  return (
    db
      .selectFrom('outbound')
      .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('created_at').as('oldestAt')])
      // By account, because the index of open parts begins with it.
      .where('account_id', 'in', eb => eb.selectFrom('accounts').select('accounts.id'))
      .where('state', 'in', ['queued', 'sending'])
      .executeTakeFirstOrThrow()
  )
}
