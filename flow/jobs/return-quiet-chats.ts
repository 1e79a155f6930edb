import { findQuietHumanChats } from '#capabilities/conversations'
import type { AccountId } from '#shared/database'
import { recordEvents, stampEvents } from '#shared/events'
import { handBack } from '../handoff.ts'
import { type JobDeps, jobBatch } from './job.ts'

const hourMs = 60 * 60 * 1000

/** Gives chats back to the AI in which a human has been silent for the hours that the playbook names. It says nothing until asked. */
export async function returnQuietChats(deps: JobDeps): Promise<'again' | 'done'> {
  const accounts = await deps.database.db.selectFrom('accounts').select('id').execute()
  let isMore = false
  for (const { id } of accounts) isMore = (await returnChatsOf(deps, id)) || isMore
  return isMore ? 'again' : 'done'
}

async function returnChatsOf(deps: JobDeps, accountId: AccountId): Promise<boolean> {
  const hours = deps.playbook(accountId).handoff.returnAfterQuietHours
  if (hours === null) return false
  const nowMs = deps.clock.now()
  const { events, count } = await deps.database.transaction(async tx => {
    const ids = await findQuietHumanChats(tx, { accountId, quietSince: nowMs - hours * hourMs, limit: jobBatch })
    const bodies = []
    for (const id of ids) bodies.push(...(await handBack(tx, id, nowMs)))
    const events = stampEvents(bodies, deps.clock, deps.newId)
    await recordEvents(tx, events)
    return { events, count: ids.length }
  })
  deps.bus.publish(events)
  return count === jobBatch
}
