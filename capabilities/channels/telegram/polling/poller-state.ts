import { assertNever, type Clock, type Logger } from '#shared/utils'

/** How the poller fares. While it is not `listening`, Telegram keeps new messages for 24 hours. */
export type PollerCondition =
  | { readonly kind: 'listening' }
  /** Somebody else receives this bot's updates: another poller, or whoever keeps setting a webhook. */
  | { readonly kind: 'conflict'; readonly with: 'poller' | 'webhook' }
  | { readonly kind: 'silenced'; readonly retryAfterMs: number }
  /** `receive` rejects: the same batch is handed over again until it is stored. */
  | { readonly kind: 'storing-fails'; readonly code: string }
  /** The end: Telegram does not know the token. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unreachable'; readonly code: string }

/** `explanation` is for the owner: what happens, why, and what to do. */
export type PollerState = PollerCondition & { readonly explanation: string }

/** With a rival, our polls succeed now and then; peace is told only after this time without a conflict. */
const CONFLICT_MEMORY_MS = 60_000

/** Tells each state once: when it differs from the one told before. Logs what it tells. */
export function createStateTeller(
  onState: (state: PollerState) => void,
  logger: Logger,
  clock: Clock,
): (condition: PollerCondition) => void {
  let told = ''
  let lastConflictAtMs = Number.NEGATIVE_INFINITY
  return condition => {
    if (condition.kind === 'conflict') lastConflictAtMs = clock.now()
    if (condition.kind === 'listening' && clock.now() - lastConflictAtMs < CONFLICT_MEMORY_MS) return
    const name = nameOf(condition)
    if (name === told) return
    told = name
    const explanation = explain(condition)
    const level = condition.kind === 'listening' ? 'info' : condition.kind === 'unauthorized' ? 'error' : 'warn'
    logger[level]('telegram.poller_state', { state: name, explanation })
    onState({ ...condition, explanation })
  }
}

/** A new reason for the same trouble is worth telling; a new length of the same penalty is not. */
function nameOf(condition: PollerCondition): string {
  if ('code' in condition) return `${condition.kind}: ${condition.code}`
  return condition.kind === 'conflict' ? `conflict: ${condition.with}` : condition.kind
}

function explain(condition: PollerCondition): string {
  switch (condition.kind) {
    case 'listening':
      return 'Receiving messages from Telegram.'
    case 'conflict':
      return condition.with === 'poller'
        ? 'Another program is receiving messages with the same bot token, and Telegram allows one at a time. Stop the other one; this one keeps trying.'
        : 'Something keeps setting a webhook for this bot, and Telegram then gives no messages to polling. Stop the other program, or set telegram.mode to webhook; this one keeps trying.'
    case 'silenced':
      return `Telegram asks this bot to be silent for ${Math.ceil(condition.retryAfterMs / 1000)} s. Nothing is lost.`
    case 'storing-fails':
      return `Messages arrive but cannot be stored (${condition.code}). They are kept and tried again; check the database and the disk.`
    case 'unauthorized':
      return 'Telegram does not accept the bot token: it is wrong or was revoked. Copy the token from @BotFather into TELEGRAM_BOT_TOKEN and start again.'
    case 'unreachable':
      return `Telegram cannot be reached (${condition.code}). Trying again every 1 to 30 s; Telegram keeps new messages for 24 hours.`
    default:
      return assertNever(condition)
  }
}
