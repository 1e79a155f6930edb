import { existsSync } from 'node:fs'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { errorCode } from '#shared/utils'
import { defineCheck, find } from '../define-check.ts'

const neededMb = 500
const bytesPerMb = 1_000_000

/** Whether the data folder has room and can be written: it really writes a small file there and removes it. */
export const checkDisk = defineCheck({
  name: 'disk',
  place: 'here',
  limitMs: 10_000,
  async run({ target }) {
    if (target.engine === 'postgres') return find('disk.elsewhere')
    const folder = findExisting(dirname(resolve(target.path)))
    try {
      await writeAndRemove(folder)
      const { bavail, bsize } = await statfs(folder)
      const freeMb = Math.floor((bavail * bsize) / bytesPerMb)
      return freeMb < neededMb ? find('disk.full', { freeMb, neededMb, folder }) : find('disk.fit', { freeMb, folder })
    } catch (error) {
      return find('disk.not_writable', { code: errorCode(error), folder })
    }
  },
})

/** The folder itself is made by the start; until then the nearest one above it says how things stand. */
function findExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : findExisting(dirname(folder))
}

async function writeAndRemove(folder: string): Promise<void> {
  const probe = await mkdtemp(join(folder, '.doctor-'))
  try {
    await writeFile(join(probe, 'probe'), 'x'.repeat(4096), { flush: true })
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}
