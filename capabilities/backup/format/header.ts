import { z } from 'zod'

export const sealingSchema = z.strictObject({
  kind: z.literal('scrypt+aes-256-gcm'),
  salt: z.base64(),
  // Bounds on what a hostile file may make this process work.
  cost: z.int().min(1024).max(1_048_576),
  blockSize: z.int().min(1).max(16),
  parallel: z.int().min(1).max(16),
})

/** How the key of a sealed backup is made from its passphrase. */
export type Sealing = z.infer<typeof sealingSchema>

const headerSchema = z.strictObject({
  format: z.literal('telegram-ai-platform backup'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  sealing: sealingSchema.nullable(),
})

/** The first line of a backup, which anybody may read. */
export type Header = z.infer<typeof headerSchema>

export function buildHeader(nowMs: number, sealing: Sealing | null): Header {
  return { format: 'telegram-ai-platform backup', version: 1, createdAt: new Date(nowMs).toISOString(), sealing }
}

/** Null for what is not a backup of ours. */
export function parseHeader(line: string): Header | null {
  try {
    return headerSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    // Not even JSON: some other file.
    return null
  }
}
