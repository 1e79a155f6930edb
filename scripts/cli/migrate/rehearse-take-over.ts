import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TakenCopy, takeOverCopy } from '#shared/database'
import { systemClock } from '#shared/utils'

/** What would come of an earlier file, found out on a copy in a folder of its own, which is removed again. */
export async function rehearseTakeOver(path: string): Promise<TakenCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'))
  try {
    return await takeOverCopy({ path, folder, into: join(folder, 'new.db'), clock: systemClock })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
