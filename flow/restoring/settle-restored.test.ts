import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../testing/databases.ts'
import { meetClient } from '../../testing/meet-clients.ts'
import { settleRestored } from './settle-restored.ts'

describeEachDatabase('a restored database', open => {
  it('says nothing again that was due when the backup was made, and keeps what is due later', async () => {
    const database = await open()
    const { db } = database
    const { conversationId, leadId } = await meetClient(database)
    await sql`update conversations set turn_due_at = 5, turn_waiting_since = 4, unanswered_since = 4`.execute(db)
    for (const [key, state] of [
      ['a:0', 'queued'],
      ['a:1', 'sending'],
      ['a:2', 'sent'],
    ] as const)
      await sql`insert into outbound (key, account_id, conversation_id, payload, state, not_before, created_at)
        values (${key}, (select account_id from conversations limit 1), ${conversationId}, '{}', ${state}, 1, 1)`.execute(
        db,
      )
    await sql`insert into meetings (lead_id, scheduled_at, reminder_due_at, created_at, updated_at)
      values (${leadId}, 99, 10, 1, 1), (${leadId}, 999, 500, 1, 1)`.execute(db)
    await sql`insert into follow_ups (lead_id, conversation_id, number, stage, due_at, created_at)
      values (${leadId}, ${conversationId}, 1, 'x', 10, 1)`.execute(db)
    expect(await settleRestored(database, 100)).toEqual({ parts: 2, turns: 1, reminders: 2 })
    const parts = await db.selectFrom('outbound').select(['state', 'error_code']).orderBy('key').execute()
    const unknown = { state: 'unknown', error_code: 'restored' }
    expect(parts).toEqual([unknown, unknown, { state: 'sent', error_code: null }])
    const chats = await db.selectFrom('conversations').select(['turn_due_at', 'unanswered_since']).execute()
    expect(chats).toEqual([{ turn_due_at: null, unanswered_since: 4 }])
    const meetings = await db.selectFrom('meetings').select('reminder_due_at').orderBy('scheduled_at').execute()
    expect(meetings).toEqual([{ reminder_due_at: null }, { reminder_due_at: 500 }])
    expect(await settleRestored(database, 100)).toEqual({ parts: 0, turns: 0, reminders: 0 })
  })
})
