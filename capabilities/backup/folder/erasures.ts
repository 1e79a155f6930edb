import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from '#shared/utils'

const erasureSchema = z.strictObject({ contactId: z.int(), metAt: z.int(), forgottenAt: z.int() })

/** That somebody was forgotten, in our own numbers, which tell nothing of them to whoever has no backup. */
export type Erasure = z.infer<typeof erasureSchema>

const fileName = 'forgotten.jsonl'

/**
 * Adds to the list beside the backups whom a restore must forget again. The database has that list too; this one is for the day on
 * which the database is gone.
 */
export async function keepErasures(folder: string, erasures: readonly Erasure[]): Promise<void> {
  const known = new Set((await readErasures(folder)).map(keyOf))
  const lines = erasures.filter(erasure => !known.has(keyOf(erasure))).map(erasure => `${JSON.stringify(erasure)}\n`)
  if (lines.length === 0) return
  await mkdir(folder, { recursive: true })
  // It begins with a line end: a line that a power cut left half-written must not swallow the next one.
  await appendFile(join(folder, fileName), `\n${lines.join('')}`, { mode: 0o600, flush: true })
}

/** None when there is no list yet; a line that was cut short is passed over. */
export async function readErasures(folder: string): Promise<readonly Erasure[]> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap(line => parseErasure(line) ?? [])
}

function parseErasure(line: string): Erasure | null {
  try {
    return erasureSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // An empty line, or half of one.
    return null
  }
}

function keyOf({ contactId, metAt }: Erasure): string {
  return `${contactId}:${metAt}`
}
