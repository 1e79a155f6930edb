import type { AccountId } from '../../schema.ts'
import { type Import, importRows } from './import-rows.ts'

/** What the earlier system counted to stay within Telegram's limits. */
export async function importLimits(job: Import, accountId: AccountId): Promise<void> {
  await importUserLimits(job)
  await importGlobalLimits(job)
  await importFloodHistory(job, accountId)
}

async function importUserLimits({ tx, source, now }: Import): Promise<void> {
  await importRows(source.rows('rate_limits'), batch =>
    tx
      .insertInto('rate_limits')
      .values(batch.map(limit => ({ user_id: limit.user_id, ...readWindows(limit, now), ...readRepeats(limit) })))
      .execute(),
  )
}

async function importGlobalLimits({ tx, source, report, now }: Import): Promise<void> {
  const [first, ...others] = source.rows('global_rate_limits')
  for (const _ of others) report.note('left', 'global_rate_limits', 'more than the one row')
  if (first === undefined) return
  await tx
    .insertInto('global_rate_limits')
    .values({ id: 1, ...readWindows(first, now) })
    .execute()
}

async function importFloodHistory({ tx, source, report, now }: Import, accountId: AccountId): Promise<void> {
  await importRows(source.rows('flood_wait_history'), batch =>
    tx
      .insertInto('flood_wait_history')
      .values(
        batch.map(({ id, wait_seconds, occurred_at, chat_type }) => ({
          id,
          account_id: accountId,
          wait_seconds: readWait(wait_seconds),
          occurred_at: occurred_at ?? now,
          chat_type,
        })),
      )
      .execute(),
  )

  function readWait(seconds: number | null): number {
    if (seconds !== null && seconds >= 0) return seconds
    report.note('changed', 'flood_wait_history', 'no wait, now 0 s')
    return 0
  }
}

interface Windows {
  readonly message_count_minute: number | null
  readonly message_count_hour: number | null
  readonly window_start_minute: number | null
  readonly window_start_hour: number | null
  readonly blocked_until: number | null
  readonly last_message_time: number | null
}

function readWindows(limit: Windows, now: number) {
  return {
    message_count_minute: limit.message_count_minute ?? 0,
    message_count_hour: limit.message_count_hour ?? 0,
    window_start_minute: limit.window_start_minute ?? now,
    window_start_hour: limit.window_start_hour ?? now,
    blocked_until: limit.blocked_until,
    last_message_time: limit.last_message_time ?? now,
  }
}

function readRepeats(limit: {
  readonly repeated_messages: number | null
  readonly last_message_content: string | null
}) {
  // The earlier system kept the text itself; today a hash stands there, and what a client wrote stays out of it.
  return { repeated_messages: limit.repeated_messages ?? 0, last_message_content: null }
}
