import { parseArgs } from 'node:util'
import { formatFaults, readEnvironment } from '#shared/config'
import { type CopyOrder, type CopyOutcome, copyDatabase, type DatabaseConfig, describePlace } from '#shared/database'
import { AppError } from '#shared/utils'
import { readSettings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { describeCopyFailure } from './describe-failure.ts'
import { holdPlatform } from './hold-platform.ts'
import { isSamePlace, readPlace } from './read-place.ts'

/** Moves from SQLite to PostgreSQL, or back. */
export const copyDatabaseCommand: Command = {
  name: 'copy-database',
  usage: '--from sqlite|postgres|PATH|URL --to … [--dry-run] [--online]',
  summary:
    'Copy everything to an empty database of either engine, and prove the copy. Goes on where it was interrupted.',
  async run(args, surroundings) {
    const words = readWords(args)
    if (words === null) {
      surroundings.complain(`Write: npm run cli -- copy-database ${copyDatabaseCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    const order = readOrder(words, outcome.values.database)
    if (typeof order !== 'string') return obey(order, surroundings)
    surroundings.complain(order)
    return 2
  },
}

interface Words {
  readonly from: string
  readonly to: string
  readonly isDryRun: boolean
  readonly isOnline: boolean
}

function readWords(args: readonly string[]): Words | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        online: { type: 'boolean', default: false },
      },
    })
    if (values.from === undefined || values.to === undefined) return null
    return { from: values.from, to: values.to, isDryRun: values['dry-run'], isOnline: values.online }
  } catch {
    // A word that is not one of these: the usage says which there are.
    return null
  }
}

/** The order, or what is wrong with it. */
function readOrder({ from, to, ...options }: Words, config: DatabaseConfig): CopyOrder | string {
  const [source, target] = [readPlace(from, config), readPlace(to, config)]
  if (source === null || target === null) {
    const word = source === null ? from : to
    return word === 'postgres'
      ? 'postgres is the database of DATABASE_URL, which is not set: set it in .env, or write postgres://user:password@host:5432/name.'
      : `"${word.replace(/\/\/.*@/, '//…@')}" is not a database: write sqlite, postgres, the path of a file, or postgres://….`
  }
  return isSamePlace(source, target)
    ? 'A database cannot be copied onto itself.'
    : { from: source, to: target, ...options }
}

async function obey(order: CopyOrder, { print, complain }: Surroundings): Promise<number> {
  const watch = createWatch(print)
  const copy = () => copyDatabase({ ...order, watch })
  print(`${order.isDryRun ? 'Would copy' : 'Copying'} ${describePlace(order.from)} → ${describePlace(order.to)}`)
  try {
    const run = () => (order.isOnline || order.isDryRun ? copy() : holdPlatform(order.from, copy))
    const outcome = await (order.isDryRun ? run() : holdPlatform(order.to, run))
    print(describeOutcome(outcome, order))
    return 0
  } catch (error) {
    if (error instanceof AppError && error.code === 'platform.running' && !order.isOnline)
      complain(
        `${error.message}. To copy the state of this moment from a platform that goes on working, add --online: what comes after it is not in the copy.`,
      )
    else complain(describeCopyFailure(error, order))
    return 1
  }
}

// A line each so many rows tells that it goes on, and leaves the terminal readable.
const tellEveryRows = 100_000

function createWatch(print: (text: string) => void): NonNullable<CopyOrder['watch']> {
  let told = 0
  return {
    copied(table, rows) {
      if (rows < told) told = 0
      if (rows - told < tellEveryRows) return
      told = rows
      print(`  ${table}: ${rows} rows …`)
    },
    verifying: () => print('Reading both again to compare them …'),
  }
}

function describeOutcome(outcome: CopyOutcome, order: CopyOrder): string {
  if (outcome.kind === 'would-copy') {
    const rows = [...outcome.rows].filter(([, count]) => count > 0)
    const total = rows.reduce((sum, [, count]) => sum + count, 0)
    const list = rows.map(([table, count]) => `  ${table.padEnd(24)} ${count}`)
    const state = outcome.isResumed
      ? 'The target holds an unfinished copy of it, which would go on.'
      : 'The target is empty.'
    return [...list, `${total} rows in ${rows.length} tables. ${state} Nothing was written.`].join('\n')
  }
  const tables = [...outcome.tables].filter(([, { rows }]) => rows > 0)
  const total = tables.reduce((sum, [, { rows }]) => sum + rows, 0)
  return [
    ...tables.map(([table, { rows, checksum }]) => `  ${table.padEnd(24)} ${String(rows).padStart(9)}  ${checksum}`),
    `Copied and proved: ${total} rows, the same count and checksum in every table.`,
    order.isOnline
      ? 'The source was in use: what was written to it since the copy began is not in the copy.'
      : order.to.engine === 'postgres'
        ? 'Set DATABASE_URL to the new database and start the platform.'
        : 'Take DATABASE_URL away, set DATABASE_DB_PATH to the new file and start the platform.',
  ].join('\n')
}
