import type { Selectable } from 'kysely'
import type { WebhooksTable } from '#shared/database'
import { type EventType, eventTypes } from '#shared/events'

/** A subscription, without its secrets. */
export interface Webhook {
  readonly id: number
  readonly url: string
  /** Empty: all. */
  readonly eventTypes: readonly EventType[]
  readonly description: string | null
  readonly isActive: boolean
  /** Why the platform turned it off; null when it is on, or a person turned it off. */
  readonly disabledReason: 'gone' | 'failing' | null
  /** Since when every attempt has failed; null while they succeed. */
  readonly failingSince: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What people may set. */
export interface WebhookFields {
  readonly url: string
  readonly eventTypes: readonly EventType[]
  readonly description: string | null
  readonly isActive: boolean
}

export type WebhookRow = Selectable<WebhooksTable>

export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    eventTypes: readTypes(row),
    description: row.description,
    isActive: row.is_active === 1,
    // Written by this module, which knows these two.
    disabledReason: row.disabled_reason as Webhook['disabledReason'],
    failingSince: row.failing_since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export function toColumns({ url, eventTypes, description, isActive }: WebhookFields) {
  return { url, event_types: JSON.stringify(eventTypes), description, is_active: isActive ? 1 : 0 }
}

/** The secrets to sign with at this moment, the newest first. */
export function secretsOf(row: WebhookRow, nowMs: number): readonly string[] {
  const isFormerGood = row.former_secret !== null && (row.former_secret_until ?? 0) > nowMs
  return isFormerGood && row.former_secret !== null ? [row.secret, row.former_secret] : [row.secret]
}

export function readTypes({ event_types }: Pick<WebhookRow, 'event_types'>): readonly EventType[] {
  const stored: readonly string[] = JSON.parse(event_types)
  return eventTypes.filter(type => stored.includes(type))
}
