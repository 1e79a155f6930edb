import { execFile } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk that is soon full: a tmpfs of its own. */
export interface SmallDisk {
  readonly folder: string
  /** Leaves not one byte. Returns how many were left. */
  fill(): number
  free(): Promise<void>
  unmount(): Promise<void>
}

const chunk = Buffer.alloc(64 * 1024, 1)

/** Null where this process may not mount: that is for root, and not in every container. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | null> {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])
  } catch {
    await rm(folder, { recursive: true })
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => writeUntilFull(ballast),
    free: () => rm(ballast, { force: true }),
    async unmount() {
      await run('umount', ['-l', folder])
      await rm(folder, { recursive: true })
    },
  }
}

function writeUntilFull(path: string): number {
  const file = openSync(path, 'a')
  let bytes = 0
  try {
    for (;;) bytes += writeSync(file, chunk)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    return bytes
  } finally {
    closeSync(file)
  }
}
