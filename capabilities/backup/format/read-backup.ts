import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { createDigest, decodeRow, isSameDigest, type Row, type Table, type TableDigest } from '#shared/database'
import { AppError, type Secret } from '#shared/utils'
import { deriveKey } from '../sealing/derive-key.ts'
import { damaged, unsealStream } from '../sealing/unseal-stream.ts'
import { type Header, parseHeader } from './header.ts'
import { type Contents, type Manifest, type Mark, parseMark } from './marks.ts'
import { splitLines } from './split-lines.ts'

export type BackupPart =
  | { readonly kind: 'contents'; readonly header: Header; readonly contents: Contents }
  | { readonly kind: 'rows'; readonly table: Table; readonly rows: readonly Row[] }
  /** A table is complete, and was found to be what its checksum says. */
  | { readonly kind: 'table'; readonly table: Table; readonly digest: TableDigest }
  | { readonly kind: 'file'; readonly root: string; readonly path: string; readonly content: Buffer }
  /** Everything was read and found whole. */
  | { readonly kind: 'manifest'; readonly manifest: Manifest }

/**
 * Reads a backup part by part, proving each by its checksum. What was handed out before it throws may be of a damaged file: use
 * nothing of it before the manifest has come. Throws `backup.not_a_backup`, `backup.passphrase_needed`, `backup.wrong_passphrase`,
 * `backup.damaged`.
 */
export async function* readBackup(path: string, passphrase: Secret | null): AsyncGenerator<BackupPart> {
  const { header, line } = await readHeader(path)
  const key = await openKey(header, passphrase)
  const body = createReadStream(path, { start: line.length })
  const packed = key === null ? body : Readable.from(unsealStream(body, { key, header: line }))
  const unpacked = createGunzip()
  packed.on('error', (error: Error) => unpacked.destroy(error))
  try {
    yield* readParts(header, splitLines(packed.pipe(unpacked)))
  } catch (error) {
    // Broken packing, broken JSON, a row of another shape: whatever it is, the file is not what was written.
    throw error instanceof AppError ? error : damaged(error)
  } finally {
    packed.destroy()
    body.destroy()
  }
}

// The first line has some 300 bytes.
const longestHeader = 4_096

/** The first line with its end, which is all that can be known of a backup without its passphrase. */
export async function readHeader(path: string): Promise<{ readonly header: Header; readonly line: Buffer }> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    const message = `there is no backup at ${path}, or it cannot be read`
    throw new AppError('backup.not_found', message, { cause, public: message })
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
    const line = buffer.subarray(0, buffer.subarray(0, bytesRead).indexOf(10) + 1)
    const header = parseHeader(line.toString())
    if (header !== null) return { header, line }
  } finally {
    await handle.close()
  }
  const message = `${path} is not a backup of this platform, or of a later version of it`
  throw new AppError('backup.not_a_backup', message, { public: message })
}

async function openKey({ sealing }: Header, passphrase: Secret | null): Promise<Buffer | null> {
  if (sealing === null) return null
  if (passphrase !== null) return deriveKey(passphrase, sealing)
  const message = 'the backup is encrypted: set BACKUP_PASSPHRASE in .env'
  throw new AppError('backup.passphrase_needed', message, { public: message })
}

// Rows are written to the database in batches of so many.
const rowsAtOnce = 500

async function* readParts(header: Header, lines: AsyncIterable<string>): AsyncGenerator<BackupPart> {
  const tables = new Map<string, Table>()
  let reading: Reading | null = null
  let manifest: Manifest | null = null
  for await (const line of lines) {
    if (manifest !== null) throw damaged()
    if (line.startsWith('[')) {
      if (reading === null) throw damaged()
      reading.add(line)
      if (reading.rows.length >= rowsAtOnce) yield { kind: 'rows', table: reading.table, rows: reading.take() }
      continue
    }
    const mark = parseMark(line)
    if (mark.kind === 'contents') {
      for (const table of mark.tables) tables.set(table.name, table)
      yield { kind: 'contents', header, contents: mark }
    } else if (mark.kind === 'table') reading = beginTable(tables.get(mark.name))
    else if (mark.kind === 'table-end') {
      if (reading === null || !isSameDigest(reading.digest(), mark.digest)) throw damaged()
      if (reading.rows.length > 0) yield { kind: 'rows', table: reading.table, rows: reading.take() }
      yield { kind: 'table', table: reading.table, digest: mark.digest }
      reading = null
    } else if (mark.kind === 'file') yield readFile(mark)
    else manifest = mark
  }
  if (manifest === null) throw damaged()
  yield { kind: 'manifest', manifest }
}

interface Reading {
  readonly table: Table
  readonly rows: readonly Row[]
  add(line: string): void
  take(): readonly Row[]
  digest(): TableDigest
}

function beginTable(table: Table | undefined): Reading {
  if (table === undefined) throw damaged()
  const digest = createDigest(table)
  const rows: Row[] = []
  return {
    table,
    rows,
    add(line) {
      digest.addLine(line)
      rows.push(decodeRow(table.columns, line))
    },
    take: () => rows.splice(0),
    digest: () => digest.value(),
  }
}

function readFile({ root, path, sha256, content }: Extract<Mark, { kind: 'file' }>): BackupPart {
  const bytes = Buffer.from(content, 'base64')
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged()
  return { kind: 'file', root, path, content: bytes }
}
