import type { Engine, Tx } from '#shared/database'
import { readSettledPosition } from '#shared/events'
import { newSecret } from './new-secret.ts'
import { toColumns, toWebhook, type Webhook, type WebhookFields } from './webhook.ts'

/**
 * Replaces what people may set, and forgets earlier failures: whoever changes it has mended it. A webhook that is turned on
 * again hears of what happens from then on; what waited for it goes out.
 */
export async function replaceWebhook(
  tx: Tx,
  engine: Engine,
  { webhook, fields, nowMs }: { readonly webhook: Webhook; readonly fields: WebhookFields; readonly nowMs: number },
): Promise<Webhook> {
  const isTurnedOn = fields.isActive && !webhook.isActive
  const beginning = isTurnedOn ? { begins_after: await readSettledPosition({ engine, db: tx }) } : {}
  const row = await tx
    .updateTable('webhooks')
    .set({ ...toColumns(fields), ...beginning, ...unhindered, updated_at: nowMs })
    .where('id', '=', webhook.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toWebhook(row)
}

const unhindered = { disabled_reason: null, failures: 0, failing_since: null, retry_at: null }

const rotationMs = 24 * 60 * 60 * 1000

/** A new secret; for a day deliveries are signed with the former one as well. Null when there is no such webhook. */
export async function rotateSecret(tx: Tx, id: number, nowMs: number): Promise<string | null> {
  const secret = newSecret()
  const row = await tx
    .updateTable('webhooks')
    .set(eb => ({
      secret,
      former_secret: eb.ref('secret'),
      former_secret_until: nowMs + rotationMs,
      updated_at: nowMs,
    }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : secret
}

/** Ends the subscription and forgets what was delivered to it. False when there is no such webhook. */
export async function deleteWebhook(tx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0
}
