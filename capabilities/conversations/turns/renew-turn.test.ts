import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database, Tx } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import { appendMessages } from '../messages/append-messages.ts'
import { reviseMessage } from '../messages/revise-message.ts'
import { renewTurn } from './renew-turn.ts'
import { claimTurns, finishTurns, scheduleTurns } from './turn-state.ts'

const waited = { nowMs: 100_000, debounceMs: 1_000, maxWaitMs: 5_000 }

describeEachDatabase('a message that says something else while it is being answered', (open, engine) => {
  it('is answered as it is now, however long the client has waited', async () => {
    const { database, conversationId, messageId } = await openWithClaimed()
    const finish = (tx: Tx, revision: number) =>
      finishTurns(tx, [{ ...answer, conversationId, revision, lastMessageId: messageId }], waited)
    await database.transaction(tx => scheduleTurns(tx, [conversationId], waited))
    const late = await database.transaction(tx => renewTurn(tx, conversationId, waited).then(() => finish(tx, 1)))
    expect(late.size).toBe(0)
    expect(await readState(database)).toEqual({ answered: 0, due: 101_000, since: 100_000 })
    expect((await database.transaction(tx => finish(tx, 3))).size).toBe(1)
    expect(await readState(database)).toEqual({ answered: messageId, due: null, since: null })
  })

  it('is not due where nobody waits, and no sooner than it was', async () => {
    const { database, conversationId } = await openWithClaimed()
    await sql`update conversations set turn_due_at = 200000`.execute(database.db)
    await renewTurn(database.db, conversationId, waited)
    expect(await readState(database)).toMatchObject({ due: 200_000 })
    await sql`update conversations set turn_due_at = null, turn_waiting_since = null`.execute(database.db)
    await renewTurn(database.db, conversationId, waited)
    expect(await readState(database)).toEqual({ answered: 0, due: null, since: null })
  })

  // On SQLite a second transaction begins when the first has ended.
  if (engine === 'postgres') {
    it('at the instant of the commit is known to be answered', async () => {
      const { database, conversationId, messageId } = await openWithClaimed()
      const turn = { ...answer, conversationId, revision: 1, lastMessageId: messageId }
      let revised: ReturnType<typeof reviseMessage> = Promise.resolve(null)
      await database.transaction(async tx => {
        await finishTurns(tx, [turn], waited)
        revised = database.transaction(other => reviseMessage(other, { messageId, content: 'heard', media: [] }))
        await expect.poll(() => countWaiting(database)).toBe(1)
      })
      expect(await revised).toMatchObject({ isAnswered: true })
    })
  }

  const answer = { leaseId: 'one', language: null, isReply: true }

  /** One client who has waited since 1 for a turn that is claimed. */
  async function openWithClaimed() {
    const database = await open()
    const [client] = await meetClients(database, 1)
    if (client === undefined) throw new Error('one was met')
    const { contactId, conversationId } = client
    await sql`update conversations set turn_due_at = 1, turn_waiting_since = 1, turn_revision = 1, answered_message_id = 0`.execute(
      database.db,
    )
    await database.transaction(tx => claimTurns(tx, [conversationId], { leaseId: 'one', nowMs: 100, leaseMs: 1e6 }))
    const [stored] = await database.transaction(tx =>
      appendMessages(tx, [
        {
          ...{ conversationId, contactId, role: 'user', kind: 'voice', content: '[voice 3 s]', timestamp: 1 },
          ...{ externalId: '1', turnId: null, metadata: {} },
        },
      ]),
    )
    if (stored === undefined) throw new Error('it was stored')
    const messageId = stored.id
    return { database, conversationId, messageId }
  }
})

async function readState({ db }: Database) {
  const { rows } = await sql<{ answered: number; due: number | null; since: number | null }>`
    select answered_message_id as answered, turn_due_at as due, turn_waiting_since as since from conversations`.execute(
    db,
  )
  return rows[0]
}

async function countWaiting({ db }: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    db,
  )
  return Number(rows[0]?.count)
}
