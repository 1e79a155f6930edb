import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type AccountId, type Database, migrate } from '#shared/database'
import { Secret } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createVault } from '../vault/create-vault.ts'
import { ensureBotRow, noteBotState } from './note-state.ts'
import { openToken } from './open-token.ts'
import { findBot, listBots, listWantedBots, readBotPlaybooks } from './read-bots.ts'
import { rekeyBots } from './rekey-bots.ts'
import { changeBot, deleteBot, insertBot } from './save-bot.ts'

const hourMs = 60 * 60_000

describeEachDatabase('bots', open => {
  async function openRoom() {
    const database = await open()
    await migrate(database)
    const folder = mkdtempSync(join(tmpdir(), 'bots-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const vault = createVault({ key: null, formerKey: null, keyFile: join(folder, 'secret.key') })
    return { database, db: database.db, vault }
  }

  async function saveAccount({ db }: Database, botId: string): Promise<AccountId> {
    const facts = { channel: 'telegram', external_id: botId, username: `bot_${botId}`, display_name: null }
    const row = { ...facts, created_at: 1, updated_at: 1 }
    return (await db.insertInto('accounts').values(row).returning('id').executeTakeFirstOrThrow()).id
  }

  async function add(room: Awaited<ReturnType<typeof openRoom>>, botId: string, playbook: string | null = null) {
    const accountId = await saveAccount(room.database, botId)
    const token = new Secret(`${botId}:secret`)
    await room.database.transaction(tx => insertBot(tx, room.vault, { accountId, botId, token, playbook }, 1))
    return accountId
  }

  const revealed = async ({ db, vault }: Awaited<ReturnType<typeof openRoom>>) =>
    (await listWantedBots(db)).map(bot => {
      const opened = openToken(vault, bot)
      return opened.kind === 'opened' ? opened.secret.reveal() : opened.kind
    })

  it('are wanted with the token they came with, until they are paused or removed', async () => {
    const room = await openRoom()
    const { database, db, vault } = room
    const [one, other] = [await add(room, '501', 'beauty-salon'), await add(room, '502')]
    expect(await revealed(room)).toEqual(['501:secret', '502:secret'])
    expect(await readBotPlaybooks(db)).toEqual(new Map([[one, 'beauty-salon']]))
    await database.transaction(tx => changeBot(tx, vault, { accountId: one, botId: '501', isEnabled: false }, 2))
    expect(await findBot(db, one, null)).toMatchObject({ state: 'paused', isEnabled: false })
    expect(await revealed(room)).toEqual(['502:secret'])
    expect(await deleteBot(db, other)).toBe(true)
    expect(await deleteBot(db, other)).toBe(false)
    expect((await listBots(db, null)).map(bot => bot.botId)).toEqual(['501'])
    await database.transaction(tx =>
      insertBot(tx, vault, { accountId: other, botId: '502', token: new Secret('502:anew'), playbook: null }, 3),
    )
    expect(await revealed(room)).toEqual(['502:anew'])
  })

  it('are started anew after each change, and only then', async () => {
    const room = await openRoom()
    const { db, database, vault } = room
    const accountId = await add(room, '501')
    const revision = async () => (await listWantedBots(db))[0]?.revision
    const before = await revision()
    await noteBotState(db, accountId, { state: 'listening', code: null }, 2)
    expect(await revision()).toBe(before)
    const token = new Secret('501:another')
    await database.transaction(tx => changeBot(tx, vault, { accountId, botId: '501', token }, 3))
    expect(await revision()).toBe((before ?? 0) + 1)
    expect(await revealed(room)).toEqual(['501:another'])
  })

  it('do not open with the token of another row', async () => {
    const room = await openRoom()
    const [one, other] = [await add(room, '501'), await add(room, '502')]
    const { db } = room
    const row = await db.selectFrom('bot_accounts').selectAll().where('account_id', '=', one).executeTakeFirstOrThrow()
    const stolen = { sealed_token: row.sealed_token, key_id: row.key_id }
    await db.updateTable('bot_accounts').set(stolen).where('account_id', '=', other).execute()
    expect(await revealed(room)).toEqual(['501:secret', 'damaged'])
  })

  it('are sealed by a new key, which forgets the old one only when none is left behind', async () => {
    const room = await openRoom()
    const { database, db, vault } = room
    const accountId = await add(room, '501')
    const old = vault.currentKeyId()
    expect(await rekeyBots(database, vault)).toEqual({ resealed: 1, unreadable: [] })
    expect(vault.currentKeyId()).not.toBe(old)
    expect(await revealed(room)).toEqual(['501:secret'])
    await db.updateTable('bot_accounts').set({ key_id: 'lost' }).where('account_id', '=', accountId).execute()
    await add(room, '502')
    expect(await rekeyBots(database, vault)).toEqual({ resealed: 1, unreadable: ['501'] })
    expect(await revealed(room)).toEqual(['no-key', '502:secret'])
  })

  it('tell of a trouble once, and again only after an hour of calm or when it is another', async () => {
    const room = await openRoom()
    const accountId = await add(room, '501')
    const note = (state: 'conflict' | 'listening' | 'unauthorized' | 'unreachable', nowMs: number) =>
      noteBotState(room.db, accountId, { state, code: null }, nowMs)
    expect([await note('conflict', 10), await note('conflict', 20), await note('listening', 30)]).toEqual([
      true,
      false,
      false,
    ])
    expect(await note('conflict', 40)).toBe(false)
    expect([await note('listening', 50), await note('conflict', 50 + hourMs)]).toEqual([false, true])
    expect([await note('unreachable', 60 + hourMs), await note('unauthorized', 70 + hourMs)]).toEqual([false, true])
  })

  it('of the settings need no token here, and are nobody’s when the settings name another', async () => {
    const { database, db } = await openRoom()
    const accountId = await saveAccount(database, '500')
    await ensureBotRow(db, accountId, 1)
    await ensureBotRow(db, accountId, 2)
    expect(await listBots(db, 500)).toMatchObject([{ botId: '500', isFromSettings: true, isEnabled: true }])
    expect(await listBots(db, 501)).toEqual([])
    expect(await listWantedBots(db)).toEqual([])
  })
})
