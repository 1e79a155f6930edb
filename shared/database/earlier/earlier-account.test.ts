import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import type { Tx } from '../connect.ts'
import type { AccountId } from '../schema.ts'
import { adoptEarlierConversations, createEarlierAccount } from './earlier-account.ts'

const times = { created_at: 1, updated_at: 1 }

describeEachDatabase('the first start of a bot after a take-over', open => {
  it('makes the private chats of the earlier system its own, once', async () => {
    const database = await open()
    await database.transaction(async tx => {
      const [earlier, bot] = [await createEarlierAccount(tx, 1), await addBot(tx)]
      await addChat(tx, earlier, 7_654_321_098, '7654321098')
      expect(await adoptEarlierConversations(tx, bot)).toBe(1)
      expect(await adoptEarlierConversations(tx, bot)).toBe(0)
      const chats = await tx.selectFrom('conversations').select(['account_id', 'chat_id']).execute()
      expect(chats).toEqual([{ account_id: bot, chat_id: '7654321098' }])
    })
  })

  it('leaves a chat of nobody, and one that the bot has already', async () => {
    const database = await open()
    await database.transaction(async tx => {
      const [earlier, bot] = [await createEarlierAccount(tx, 1), await addBot(tx)]
      await addChat(tx, earlier, -8, 'earlier:8')
      await addChat(tx, earlier, 42, '42')
      await addChat(tx, bot, 42, '42')
      expect(await adoptEarlierConversations(tx, bot)).toBe(0)
    })
  })

  it('does nothing where there was no earlier system', async () => {
    const database = await open()
    await database.transaction(async tx => {
      const bot = await addBot(tx)
      await addChat(tx, bot, 42, '42')
      expect(await adoptEarlierConversations(tx, bot)).toBe(0)
    })
  })
})

async function addBot(tx: Tx): Promise<AccountId> {
  const { id } = await tx
    .insertInto('accounts')
    .values({ channel: 'telegram', external_id: '1001', ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addChat(tx: Tx, accountId: AccountId, userId: number, chatId: string): Promise<void> {
  const { id: contactId } = await tx
    .insertInto('contacts')
    .values({ channel: 'telegram', user_id: userId, ...times })
    .onConflict(conflict => conflict.columns(['channel', 'user_id']).doUpdateSet({ updated_at: 1 }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('conversations')
    .values({
      account_id: accountId,
      contact_id: contactId,
      user_id: userId,
      chat_id: chatId,
      chat_type: 'private',
      ...times,
    })
    .execute()
}
