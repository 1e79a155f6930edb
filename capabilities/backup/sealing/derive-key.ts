import { randomBytes, scrypt } from 'node:crypto'
import type { Secret } from '#shared/utils'
import type { Sealing } from '../format/header.ts'

/** A third of a second and 32 MB for each try at guessing a passphrase, and no more memory than the smallest server has to spare. */
export function newSealing(): Sealing {
  return {
    kind: 'scrypt+aes-256-gcm',
    salt: randomBytes(32).toString('base64'),
    cost: 32_768,
    blockSize: 8,
    parallel: 3,
  }
}

/** The key of one backup: another salt makes another key. */
export function deriveKey(passphrase: Secret, { salt, cost, blockSize, parallel }: Sealing): Promise<Buffer> {
  // Composed, because the same words may be typed in two ways.
  const words = passphrase.reveal().normalize('NFC')
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(words, Buffer.from(salt, 'base64'), 32, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
