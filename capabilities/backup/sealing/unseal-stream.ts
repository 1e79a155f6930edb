import { createDecipheriv } from 'node:crypto'
import { AppError } from '#shared/utils'
import { nonceOf, tagBytes } from './nonce.ts'
import type { Seal } from './seal-stream.ts'

// What sealStream writes, with its tag; a longer one is no chunk of ours.
const longestChunk = 65_536 + tagBytes

/**
 * Opens what sealStream wrote; nothing is handed on that is not proved. Throws `backup.wrong_passphrase` when the first chunk does
 * not open, `backup.damaged` for a later one and for a stream that was cut off.
 */
export async function* unsealStream(source: AsyncIterable<Buffer>, seal: Seal): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let number = 0
  for await (const bytes of source) {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    for (;;) {
      // The last one stays behind: only the end of the file tells which it is.
      const length = readLength(held)
      if (length === null || held.length <= 4 + length) break
      yield open(held.subarray(4, 4 + length), { seal, number, isLast: false })
      held = held.subarray(4 + length)
      number += 1
    }
  }
  if (readLength(held) !== held.length - 4) throw damaged()
  yield open(held.subarray(4), { seal, number, isLast: true })
}

function readLength(held: Buffer): number | null {
  if (held.length < 4) return null
  const length = held.readUInt32BE(0)
  if (length < tagBytes || length > longestChunk) throw damaged()
  return length
}

interface Place {
  readonly seal: Seal
  readonly number: number
  readonly isLast: boolean
}

function open(chunk: Buffer, { seal, number, isLast }: Place): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonceOf(number, isLast), { authTagLength: tagBytes })
  decipher.setAAD(seal.header)
  decipher.setAuthTag(chunk.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, -tagBytes)), decipher.final()])
  } catch (cause) {
    throw number === 0 ? wrongPassphrase(cause) : damaged(cause)
  }
}

function wrongPassphrase(cause: unknown): AppError {
  const message = 'the passphrase (BACKUP_PASSPHRASE) does not open this backup, or its beginning is damaged'
  return new AppError('backup.wrong_passphrase', message, { cause, public: message })
}

export function damaged(cause?: unknown): AppError {
  const message = 'the backup is damaged or was cut short: take another one'
  return new AppError('backup.damaged', message, { cause, public: message })
}
