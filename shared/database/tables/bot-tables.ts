import type { Generated } from 'kysely'
import type { AccountId } from './row-ids.ts'

/** A bot that this installation speaks as. The one of TELEGRAM_BOT_TOKEN has a row, too, once it was started: for its state. */
export interface BotAccountsTable {
  account_id: AccountId
  /** AES-256-GCM; the key is outside the database. Null: the token stands in the settings. */
  sealed_token: string | null
  /** Which key opens `sealed_token`. */
  key_id: string | null
  /** Null: the playbook of the settings. */
  playbook: string | null
  is_enabled: Generated<number>
  /** Grows with whatever a running bot must be started again for. */
  revision: Generated<number>
  /** How it fares (`listening`, `unauthorized`, …), as the process that runs it wrote down last. */
  state: string
  /** A stable code that says more; null: the state says it all. */
  state_code: string | null
  state_since: number
  /** The trouble that the owner was told of; null: none since all was well. */
  told_state: string | null
  /** When a process last said that it runs this bot. */
  seen_at: number | null
  added_at: number
  updated_at: number
}
