import type { Database, Tx } from '#shared/database'
import type { Vault } from '../vault/create-vault.ts'
import { openToken } from './open-token.ts'
import { placeOf } from './save-bot.ts'

export interface Rekeying {
  /** Tokens that the new key seals. */
  readonly resealed: number
  /** Telegram's numbers of bots whose tokens no key opens: they must be entered again. */
  readonly unreadable: readonly string[]
}

/**
 * Seals every token with a new key and forgets the former ones; running bots go on. Whatever moment it is cut off at, each token
 * opens with a key that is kept: run it again. Former keys are kept, too, while a token is left that does not open.
 */
export async function rekeyBots(database: Database, vault: Vault): Promise<Rekeying> {
  vault.beginRotation()
  const result = await database.transaction(tx => resealAll(tx, vault))
  // Not before all is sealed anew, also what another process has added meanwhile.
  const left = await countFormer(database, vault)
  if (left === 0) vault.endRotation()
  return result
}

async function resealAll(tx: Tx, vault: Vault): Promise<Rekeying> {
  const rows = await tx
    .selectFrom('bot_accounts as b')
    .innerJoin('accounts as a', 'a.id', 'b.account_id')
    .select(['b.account_id', 'b.sealed_token', 'b.key_id', 'a.external_id'])
    .execute()
  const unreadable: string[] = []
  let resealed = 0
  for (const { account_id, sealed_token: text, key_id: keyId, external_id: botId } of rows) {
    if (text === null || keyId === null) continue
    const opened = openToken(vault, { botId, sealed: { keyId, text } })
    if (opened.kind !== 'opened') {
      unreadable.push(botId)
      continue
    }
    const sealed = vault.seal(opened.secret, placeOf(botId))
    await tx
      .updateTable('bot_accounts')
      .set({ sealed_token: sealed.text, key_id: sealed.keyId })
      .where('account_id', '=', account_id)
      .execute()
    resealed++
  }
  return { resealed, unreadable }
}

async function countFormer({ db }: Database, vault: Vault): Promise<number> {
  const rows = await db.selectFrom('bot_accounts').select('key_id').where('key_id', 'is not', null).execute()
  return rows.filter(row => row.key_id !== vault.currentKeyId()).length
}
