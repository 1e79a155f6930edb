import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStage } from '#capabilities/backup'
import {
  copyDatabase,
  type DatabaseTarget,
  type Digests,
  describePlace,
  prepareDatabase,
  type TakenCopy,
  takeOverCopy,
} from '#shared/database'
import { systemClock } from '#shared/utils'
import type { Surroundings } from '../../command.ts'
import { holdPlatform } from '../../database/hold-platform.ts'
import { describeTaken, describeWarnings, toTaken } from '../../migrate/describe-migration.ts'
import { readState } from './read-state.ts'

export interface EarlierImport {
  /** The file of the earlier system; not a byte of it changes. */
  readonly path: string
  readonly target: DatabaseTarget
  readonly isDryRun: boolean
}

/** Takes a file of the earlier system over into the database of the settings, which holds no people yet. */
export async function importEarlier(order: EarlierImport, { print, complain }: Surroundings): Promise<number> {
  const { path, target, isDryRun } = order
  const work = async (): Promise<number> => {
    const state = await readState(target)
    if (state.kind === 'refused') {
      complain(state.reason)
      return 1
    }
    print(`${isDryRun ? 'Would take over' : 'Taking over'} ${path} → ${describePlace(target)}`)
    const folder = mkdtempSync(join(tmpdir(), 'import-'))
    try {
      const taken = isDryRun
        ? await takeOverCopy({ path, folder, into: join(folder, 'new.db'), clock: systemClock })
        : await bring(order, folder, { isSetUp: state.kind === 'set-up', print })
      print([...describeWarnings(taken.warnings), `${describeTaken(toTaken(taken))}.`].join('\n'))
      print(isDryRun ? 'Nothing was written.' : `${path} is as it was. Start the platform: it goes on from there.`)
      return 0
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return isDryRun ? work() : holdPlatform(target, work)
}

interface Bringing {
  /** Something is in the database already, but nobody of whom the earlier file could tell. */
  readonly isSetUp: boolean
  readonly print: (text: string) => void
}

/** All happens on copies; the database itself gets the whole at the end, or nothing. */
async function bring(
  { path, target }: EarlierImport,
  folder: string,
  { isSetUp, print }: Bringing,
): Promise<TakenCopy> {
  const from = { engine: 'sqlite', path: join(folder, 'new.db') } as const
  if (!isSetUp) {
    const taken = await takeOverCopy({ path, folder, into: from.path, clock: systemClock })
    print(describeProof(await copyDatabase({ from, to: target })))
    return taken
  }
  await prepareDatabase(target, systemClock)
  await copyDatabase({ from: target, to: from })
  const taken = await takeOverCopy({ path, folder, into: from.path, clock: systemClock })
  const stage = await openStage(target, systemClock.now())
  try {
    print(describeProof(await copyDatabase({ from, to: stage.target })))
    print(`What was set up is kept, and as it was before it lies in ${await stage.swap()}.`)
  } catch (error) {
    await stage.discard()
    throw error
  }
  return taken
}

function describeProof(outcome: Awaited<ReturnType<typeof copyDatabase>>): string {
  const tables: Digests = outcome.kind === 'copied' ? outcome.tables : new Map()
  const rows = [...tables.values()].reduce((sum, digest) => sum + digest.rows, 0)
  return `Copied and proved: ${rows} rows, the same count and checksum in every table.`
}
