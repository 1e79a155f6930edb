import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  createDigest,
  type DatabaseTarget,
  encodeRow,
  openSnapshot,
  type Snapshot,
  type TableDigest,
} from '#shared/database'
import type { Secret } from '#shared/utils'
import { type FileRoot, readRoots } from '../files/read-roots.ts'
import { deriveKey, newSealing } from '../sealing/derive-key.ts'
import { sealStream } from '../sealing/seal-stream.ts'
import { buildHeader } from './header.ts'
import type { Manifest, Mark } from './marks.ts'

export interface BackupOrder {
  readonly target: DatabaseTarget
  /** Folders and files that belong to it. */
  readonly roots: readonly FileRoot[]
  readonly path: string
  readonly passphrase: Secret | null
  readonly nowMs: number
}

export interface WrittenBackup {
  readonly path: string
  readonly bytes: number
  readonly manifest: Manifest
}

/**
 * Writes everything as it is at one instant, while the platform goes on working, into one compressed file, sealed when there is a
 * passphrase. The file bears its name only when it is whole and on the disk.
 */
export async function writeBackup({ target, roots, path, passphrase, nowMs }: BackupOrder): Promise<WrittenBackup> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  const sealing = passphrase === null ? null : newSealing()
  const header = Buffer.from(`${JSON.stringify(buildHeader(nowMs, sealing))}\n`)
  const key = passphrase === null || sealing === null ? null : await deriveKey(passphrase, sealing)
  const snapshot = await openSnapshot(target)
  let manifest: Manifest | null = null
  try {
    await pipeline(
      Readable.from(
        writeLines(snapshot, roots, made => {
          manifest = made
        }),
      ),
      createGzip({ level: 6 }),
      async function* (source: AsyncIterable<Buffer>) {
        yield header
        yield* key === null ? source : sealStream(source, { key, header })
      },
      createWriteStream(part, { mode: 0o600, flush: true }),
    )
    await rename(part, path)
    await keepName(dirname(path))
  } finally {
    await snapshot.close()
    await rm(part, { force: true })
  }
  if (manifest === null) throw new TypeError('a whole backup ends with its manifest')
  return { path, bytes: (await stat(path)).size, manifest }
}

async function* writeLines(
  snapshot: Snapshot,
  roots: readonly FileRoot[],
  done: (manifest: Manifest) => void,
): AsyncGenerator<string> {
  const { engine, migrations, tables, numbering } = snapshot
  yield lineOf({
    ...{ kind: 'contents', engine, migrations: [...migrations], tables: structuredClone(tables) as never },
    numbering: Object.fromEntries([...numbering].map(([name, last]) => [name, String(last)])),
  })
  const digests: Record<string, TableDigest> = {}
  for (const table of tables) {
    yield lineOf({ kind: 'table', name: table.name })
    const digest = createDigest(table)
    for await (const rows of snapshot.readRows(table)) {
      const lines = rows.map(row => encodeRow(table.columns, row))
      for (const line of lines) digest.addLine(line)
      yield `${lines.join('\n')}\n`
    }
    digests[table.name] = digest.value()
    yield lineOf({ kind: 'table-end', name: table.name, digest: digest.value() })
  }
  let files = 0
  const leftOut: string[] = []
  for await (const file of readRoots(roots)) {
    if (file.content === null) {
      leftOut.push(`${file.root}/${file.path}`)
      continue
    }
    const sha256 = createHash('sha256').update(file.content).digest('hex')
    yield lineOf({ kind: 'file', root: file.root, path: file.path, sha256, content: file.content.toString('base64') })
    files += 1
  }
  const manifest: Manifest = { kind: 'manifest', tables: digests, files, left_out: leftOut }
  done(manifest)
  yield lineOf(manifest)
}

function lineOf(mark: Mark): string {
  return `${JSON.stringify(mark)}\n`
}

/** A name is on the disk only when its folder is. */
async function keepName(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
