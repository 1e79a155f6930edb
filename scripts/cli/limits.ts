import {
  type LimitReset,
  type LimitStatus,
  readLimitStatus,
  resetLimits,
  type StrangerBudget,
  toInboundLimits,
  toStrangerBudget,
} from '#flow'
import { formatFaults, readEnvironment } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { systemClock } from '#shared/utils'
import { toTarget } from '../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import type { Command, Surroundings } from './command.ts'

/** Who writes too much, and the way to let them in again. */
export const limitsCommand: Command = {
  name: 'limits',
  usage: 'status | reset-all | reset-global | reset-user ID',
  summary: 'Show who is blocked for writing too much, or end blocks; what waited is answered at once.',
  async run(args, surroundings) {
    const order = readOrder(args)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- limits ${limitsCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'loaded') return obey(order, outcome.values, surroundings)
    surroundings.complain(formatFaults(outcome.faults))
    return 2
  },
}

type Order = { readonly kind: 'status' } | LimitReset

function readOrder([verb, id, ...rest]: readonly string[]): Order | null {
  if (rest.length > 0) return null
  if (verb === 'reset-user') return /^-?\d{1,16}$/.test(id ?? '') ? { kind: 'person', userId: Number(id) } : null
  return id === undefined ? (orders[verb ?? ''] ?? null) : null
}

const orders: Readonly<Record<string, Order>> = {
  status: { kind: 'status' },
  'reset-all': { kind: 'all' },
  'reset-global': { kind: 'everyone' },
}

async function obey(order: Order, settings: Settings, { print }: Surroundings): Promise<number> {
  const database = connectDatabase(toTarget(settings.database), { echo: null })
  try {
    await migrate(database)
    print(order.kind === 'status' ? await describeStatus(database, settings) : await reset(database, order))
    return 0
  } finally {
    await database.close()
  }
}

async function reset(database: Database, order: LimitReset): Promise<string> {
  const ended = await database.transaction(tx => resetLimits(tx, order, systemClock.now()))
  if (ended === 0) return 'Nobody was blocked; the counts begin anew.'
  return `${ended === 1 ? '1 block has' : `${ended} blocks have`} ended; the counts begin anew.`
}

async function describeStatus(database: Database, settings: Settings): Promise<string> {
  const limits = toInboundLimits(settings.rate_limiting)
  const budget = formatBudget(toStrangerBudget(settings.rate_limiting))
  if (limits === null) return `Clients may write as much as they like (rate_limiting).\n${budget}`
  return `${formatStatus(await readLimitStatus(database.db, limits, systemClock.now()))}\n${budget}`
}

function formatBudget(budget: StrangerBudget | null): string {
  if (budget === null) return 'The model answers a stranger as often as they write.'
  const { answersPerDay, tokensPerDay } = budget
  const most = [
    ...(answersPerDay === null ? [] : [`${answersPerDay} answers`]),
    ...(tokensPerDay === null ? [] : [`${tokensPerDay} tokens`]),
  ]
  return `The model spends at most ${most.join(' and ')} a day on a stranger; then the script answers.`
}

// More than a screen of numbers helps nobody.
const shownPeople = 20

function formatStatus({ pace, everyone, blocked, floodWaits }: LimitStatus): string {
  const { minute, hour, blockedUntilMs } = everyone
  const shown = blocked.slice(0, shownPeople)
  return [
    pace === null
      ? 'All people together may write as much as they like.'
      : `All people together: ${minute} of ${pace.perMinute} this minute, ${hour} of ${pace.perHour} this hour.`,
    ...(blockedUntilMs === null ? [] : [`All people together are blocked until ${formatInstant(blockedUntilMs)}.`]),
    `Telegram asked for silence ${floodWaits} times in 24 hours.`,
    `Blocked now: ${blocked.length}.`,
    ...shown.map(({ userId, untilMs }) => `  ${userId} until ${formatInstant(untilMs)}`),
    ...(blocked.length > shown.length ? [`  … and ${blocked.length - shown.length} more`] : []),
  ].join('\n')
}

function formatInstant(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC')
}
