import { existsSync, renameSync, rmSync } from 'node:fs'
import { type DatabaseTarget, foldLog, runStatements } from '#shared/database'

/** Where a backup is loaded before it takes the place of the database. */
export interface Stage {
  readonly target: DatabaseTarget
  /** Lets the two change places. Returns where what was there is now; null when nothing was. */
  swap(): Promise<string | null>
  /** Removes the stage. */
  discard(): Promise<void>
}

/** Beside a SQLite file another file; in a PostgreSQL database another schema, so that changing places is one transaction. */
export async function openStage(target: DatabaseTarget, nowMs: number): Promise<Stage> {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()
  return target.engine === 'sqlite' ? stageFile(target.path, stamp) : stageSchema(target, stamp)
}

/** The log of a SQLite file and what belongs to it. */
const companions = ['', '-wal', '-shm'] as const

function stageFile(path: string, stamp: string): Stage {
  const staged = `${path}.restoring`
  const discard = (): void => {
    for (const companion of companions) rmSync(`${staged}${companion}`, { force: true })
  }
  // An earlier try may have been killed.
  discard()
  return {
    target: { engine: 'sqlite', path: staged },
    async swap() {
      foldLog(staged)
      const aside = `${path}.before-restore-${stamp}`
      const isThere = existsSync(path)
      // The log goes with its file: beside another one it would be taken for that one's.
      for (const companion of companions)
        if (existsSync(`${path}${companion}`)) renameSync(`${path}${companion}`, `${aside}${companion}`)
      renameSync(staged, path)
      return isThere ? aside : null
    },
    discard: async () => discard(),
  }
}

async function stageSchema(target: Extract<DatabaseTarget, { engine: 'postgres' }>, stamp: string): Promise<Stage> {
  const schema = target.schema ?? 'public'
  const staged = `restoring_${stamp}`
  const aside = `before_restore_${stamp}`
  const run = (...statements: readonly string[]): Promise<void> => runStatements(target, statements)
  await run(`drop schema if exists ${staged} cascade`, `create schema ${staged}`)
  return {
    target: { ...target, schema: staged },
    async swap() {
      await run(`alter schema ${schema} rename to ${aside}`, `alter schema ${staged} rename to ${schema}`)
      return `schema ${aside}`
    },
    discard: () => run(`drop schema if exists ${staged} cascade`),
  }
}
