import { listWantedBots, noteSeen, openToken, type WantedBot } from '#capabilities/bots'
import { readPlaybook } from '#capabilities/sales'
import type { AccountId } from '#shared/database'
import { AppError, errorCode, repeat, sleep } from '#shared/utils'
import type { App } from '../app.ts'
import type { Conditions } from './conditions.ts'
import type { Leave } from './hearing.ts'
import { runBot } from './run-bot.ts'
import { webhookAddressOf } from './webhook/webhook-address.ts'
import type { WebhookHost } from './webhook/webhook-host.ts'

/** The bots of the table, each on its own: what happens to one is not felt by another. */
export interface Fleet {
  /** Stops all of them, side by side. */
  stop(graceMs: number): Promise<void>
}

export interface FleetDeps {
  readonly app: App
  readonly host: WebhookHost
  readonly conditions: Conditions
  /** The account of the bot of the settings, which runs outside of the fleet, and must not be heard twice; null: none. */
  readonly firstAccountId: AccountId | null
}

interface Member {
  readonly revision: number
  /** Aborted when the bot is to leave; the reason is a `Leave`. */
  readonly leaving: AbortController
  /** Resolves when the bot has stopped, and may be started anew. */
  readonly gone: Promise<void>
}

const lookEveryMs = 2_000
const seenEveryMs = 60_000
// A second more than the two within which each process looks at who has which playbook.
const knownAfterMs = 3_000
/** What ends by itself is tried again after this: a database that was busy, a port that was taken, a playbook that is being mended. */
const tryAgainMs = 30_000
/** Telegram does not take the token: only another one helps, and that is noticed at once. */
const askAgainMs = 60 * 60_000
// Longer than a call may take: a message in the air has landed before another speaker of the account looks for stranded ones.
const leavingGraceMs = 45_000

/** Watches the table: what is added, changed, paused or removed there is so here within five seconds, without a restart. */
export function startFleet(deps: FleetDeps): Fleet {
  const { clock, database, logger } = deps.app
  const members = new Map<AccountId, Member>()
  let graceMs = leavingGraceMs
  const stopLooking = repeat(clock, logger, { name: 'watch-bots', everyMs: lookEveryMs, run: look })
  const stopNoting = repeat(clock, logger, { name: 'note-bots-seen', everyMs: seenEveryMs, run: noteAllSeen })

  return {
    async stop(wantedGraceMs) {
      await Promise.all([stopLooking(), stopNoting()])
      graceMs = wantedGraceMs
      for (const { leaving } of members.values()) leaving.abort('for-a-while' satisfies Leave)
      const accountIds = [...members.keys()]
      await Promise.all([...members.values()].map(({ gone }) => gone))
      await deps.conditions.noteStopped(accountIds)
    },
  }

  async function look(): Promise<'done'> {
    const wanted = new Map((await listWantedBots(database.db)).map(bot => [bot.accountId, bot]))
    if (deps.firstAccountId !== null) wanted.delete(deps.firstAccountId)
    for (const [accountId, { revision, leaving }] of members) {
      const now = wanted.get(accountId)
      if (now === undefined) leaving.abort('for-good' satisfies Leave)
      else if (now.revision !== revision) leaving.abort('for-a-while' satisfies Leave)
    }
    for (const bot of wanted.values()) if (!members.has(bot.accountId) && isKnown(bot)) start(bot)
    return 'done'
  }

  /** Whether every process has looked since: who thinks must know the bot's playbook before the first client writes to it. */
  function isKnown({ changedAt }: WantedBot): boolean {
    return clock.now() - changedAt >= knownAfterMs
  }

  function start(bot: WantedBot): void {
    const leaving = new AbortController()
    const gone = live(deps, bot, { signal: leaving.signal, graceMs: () => graceMs }).finally(() =>
      members.delete(bot.accountId),
    )
    members.set(bot.accountId, { revision: bot.revision, leaving, gone })
  }

  async function noteAllSeen(): Promise<'done'> {
    const first = deps.firstAccountId === null ? [] : [deps.firstAccountId]
    await noteSeen(database.db, [...first, ...members.keys()], clock.now())
    return 'done'
  }
}

interface Lifetime {
  /** Its reason is a `Leave`. */
  readonly signal: AbortSignal
  readonly graceMs: () => number
}

/** One life of one bot: from its start until it is told to leave, or a while after it ended by itself. Never rejects. */
async function live(deps: FleetDeps, bot: WantedBot, { signal, graceMs }: Lifetime): Promise<void> {
  const { app, conditions } = deps
  const name = bot.username === null ? bot.botId : `@${bot.username}`
  let pauseMs = tryAgainMs
  try {
    conditions.note({ accountId: bot.accountId, name }, { state: 'starting', code: null })
    const running = await open(deps, bot)
    await Promise.race([running.ended, aborted(signal)])
    const leave = signal.reason === 'for-good' ? 'for-good' : 'for-a-while'
    await running.stop(signal.aborted ? graceMs() : leavingGraceMs, leave)
    app.logger.info('bot.stopped', { accountId: bot.accountId })
    // It ended by itself: hearing has said why.
    pauseMs = askAgainMs
  } catch (error) {
    const code = errorCode(error)
    if (code === 'telegram.unauthorized') pauseMs = askAgainMs
    app.logger.error('bot.not_running', { accountId: bot.accountId, code })
    conditions.note({ accountId: bot.accountId, name }, conditionOf(code))
  }
  await sleep(app.clock, pauseMs, signal)
}

async function open({ app, host, conditions }: FleetDeps, bot: WantedBot) {
  // Throws when it cannot be used: better no word than those of another business.
  if (bot.playbook !== null) readPlaybook(app.playbooksFolder, bot.playbook)
  const opened = openToken(app.vault, bot)
  if (opened.kind !== 'opened')
    throw new AppError('bot.token_unreadable', `the token of bot ${bot.botId}: ${opened.kind}`)
  const webhook = webhookAddressOf(app.settings, bot.botId)
  return runBot(app, { token: opened.secret, host, webhook, onCondition: conditions.note })
}

function conditionOf(code: string) {
  switch (code) {
    case 'telegram.unauthorized':
      return { state: 'unauthorized', code: null } as const
    case 'bot.token_unreadable':
    case 'secrets.key_file_unreadable':
      return { state: 'token-unreadable', code } as const
    case 'playbook.invalid':
      return { state: 'playbook-invalid', code: null } as const
    default:
      return { state: 'failed', code } as const
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}
