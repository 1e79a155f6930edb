import type { Engine, Tx } from '#shared/database'
import { readSettledPosition } from '#shared/events'
import { newSecret } from './new-secret.ts'
import { toColumns, toWebhook, type Webhook, type WebhookFields } from './webhook.ts'

export interface CreatedWebhook {
  readonly webhook: Webhook
  /** For the answer that tells of the creation, and for nothing else. */
  readonly secret: string
}

/** More would mean a row for each of them at each event. */
export const maxWebhooks = 50

/** Subscribes to what happens from now on. Null when there are as many as there may be. */
export async function createWebhook(
  tx: Tx,
  engine: Engine,
  fields: WebhookFields,
  nowMs: number,
): Promise<CreatedWebhook | null> {
  const { count } = await tx
    .selectFrom('webhooks')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= maxWebhooks) return null
  const secret = newSecret()
  const row = await tx
    .insertInto('webhooks')
    .values({
      ...toColumns(fields),
      disabled_reason: null,
      secret,
      former_secret: null,
      former_secret_until: null,
      begins_after: await readSettledPosition({ engine, db: tx }),
      failing_since: null,
      retry_at: null,
      leased_until: null,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { webhook: toWebhook(row), secret }
}
