import type { Db } from '#shared/database'
import type { Target } from '../sending/send-event.ts'
import { secretsOf, toWebhook, type Webhook } from './webhook.ts'

export interface WebhooksBefore {
  /** Null: from the newest on. */
  readonly before: number | null
  readonly limit: number
}

/** The newest first. */
export async function listWebhooks(db: Db, { before, limit }: WebhooksBefore): Promise<readonly Webhook[]> {
  const newest = db.selectFrom('webhooks').selectAll().orderBy('id', 'desc').limit(limit)
  const rows = await (before === null ? newest : newest.where('id', '<', before)).execute()
  return rows.map(toWebhook)
}

export async function findWebhook(db: Db, id: number): Promise<Webhook | null> {
  const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toWebhook(row)
}

/** Where to send to, with the secrets: for sending, never for showing. */
export async function findTarget(db: Db, id: number, nowMs: number): Promise<Target | null> {
  const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { url: row.url, secrets: secretsOf(row, nowMs) }
}
