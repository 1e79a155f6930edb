import type { Playbook } from '#capabilities/sales'
import type { AccountId } from '#shared/database'

/** The owner's words for one account as they stand now; null: of no account in particular, so those of the settings. Never throws. */
export type PlaybookOf = (accountId: AccountId | null) => Playbook
