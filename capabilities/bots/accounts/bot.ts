import type { AccountId } from '#shared/database'

/** How a bot fares, as the process that runs it wrote down last. */
export const botStates = [
  /** Stored, and not yet taken up by a process. */
  'waiting',
  'starting',
  'listening',
  'paused',
  /** The process that ran it was stopped. */
  'stopped',
  /** Telegram cannot be reached. */
  'unreachable',
  /** Telegram asks it to be silent for a while. */
  'silenced',
  /** Updates arrive and cannot be stored. */
  'storing-fails',
  /** Something else receives its updates. */
  'conflict',
  /** Telegram does not know the token: it is wrong, or was revoked. */
  'unauthorized',
  /** Telegram does not take the webhook's address. */
  'webhook-refused',
  /** Telegram calls the webhook and nobody answers as it should. */
  'webhook-failing',
  /** The key that sealed the token is not here, or the token was damaged. */
  'token-unreadable',
  /** Its playbook cannot be used. */
  'playbook-invalid',
  /** Its token is forgotten; its talks stay. Never shown. */
  'removed',
  /** Anything else; the code says what. */
  'failed',
] as const

export type BotState = (typeof botStates)[number]

/** A bot that this installation speaks as; never its token. */
export interface Bot {
  readonly accountId: AccountId
  /** Telegram's number of the bot. */
  readonly botId: string
  /** Without the @; null until Telegram could be asked. */
  readonly username: string | null
  readonly displayName: string | null
  /** Its token is that of the settings: it is changed there. */
  readonly isFromSettings: boolean
  /** Null: the playbook of the settings. */
  readonly playbook: string | null
  readonly isEnabled: boolean
  readonly state: BotState
  /** A stable code that says more; null: the state says it all. */
  readonly code: string | null
  readonly stateSince: number
  /** When a process last said that it runs this bot; null: never. */
  readonly seenAt: number | null
  readonly addedAt: number
}

/** Whether nobody need look at it: it does what it was told to do, or is about to. */
export function isWell({ state }: Pick<Bot, 'state'>): boolean {
  return state === 'listening' || state === 'paused' || state === 'waiting' || state === 'starting'
}
