import {
  type Analytics,
  claimDigest,
  type DigestFile,
  type DueDigest,
  findDueDigests,
  isSent,
  type ReportsConfig,
  writeDigest,
} from '#capabilities/analytics'
import type { OutboundDocument } from '#capabilities/channels'
import type { Database } from '#shared/database'
import type { Queue } from '#shared/events'
import type { Clock, NewId } from '#shared/utils'
import { findOwnerChat, notifyOwner } from '../notify-owner.ts'
import type { Render } from '../speaker/render.ts'

export interface ReportDeps {
  readonly database: Database
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: NewId
  readonly render: Render
  readonly analytics: Analytics
  readonly settings: {
    /** Null: there is nobody to report to. */
    readonly ownerId: number | null
    readonly reports: ReportsConfig
  }
}

/**
 * Sends the owner the digests whose hour has come: a picture with five lines under it, and a sheet. Each is sent once, whatever is
 * restarted; one of a period in which nothing happened is not sent.
 */
export async function sendReports(deps: ReportDeps): Promise<'done'> {
  const { analytics, clock, settings } = deps
  for (const due of findDueDigests(settings.reports, analytics.grid, clock.now())) await send(deps, due)
  return 'done'
}

async function send(deps: ReportDeps, due: DueDigest): Promise<void> {
  const { analytics, clock, database, queue, settings } = deps
  const { ownerId } = settings
  if (ownerId === null || (await isSent(database.db, due))) return
  if ((await findOwnerChat(database.db, ownerId)) === undefined) return
  await analytics.catchUp()
  const digest = await writeDigest(analytics, due)
  if (digest === null) return
  const documents = [{ ...toDocument(digest.picture), isPicture: true as const }, toDocument(digest.sheet)]
  // It was written in the language of the business: both are it.
  const words = { ru: digest.text, en: digest.text }
  const key = `report:${due.name}:${due.period.from}`
  const accountId = await database.transaction(async tx => {
    const nowMs = clock.now()
    if (!(await claimDigest(tx, due, nowMs))) return null
    return notifyOwner(tx, { ...deps, ownerId, words, documents, key }, nowMs)
  })
  if (accountId !== null) queue.wake('outbox', String(accountId))
}

function toDocument({ fileName, mimeType, content }: DigestFile): OutboundDocument {
  return { fileName, mimeType, content: content.toString('base64'), encoding: 'base64' }
}
