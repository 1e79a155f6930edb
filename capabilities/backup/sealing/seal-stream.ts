import { createCipheriv } from 'node:crypto'
import { cutInto } from './cut-into.ts'
import { nonceOf, tagBytes } from './nonce.ts'

const chunkBytes = 65_536

export interface Seal {
  readonly key: Buffer
  /** Read as it was written, or nothing opens. */
  readonly header: Buffer
}

/**
 * AES-256-GCM in chunks, so that no byte is used before it is proved: length, ciphertext, tag. A chunk's number and whether it is
 * the last are part of its nonce: none can be left out, moved or cut off unnoticed.
 */
export async function* sealStream(source: AsyncIterable<Buffer>, { key, header }: Seal): AsyncGenerator<Buffer> {
  let number = 0
  for await (const { bytes, isLast } of cutInto(source, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: tagBytes })
    cipher.setAAD(header)
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    yield Buffer.concat([length, sealed])
    number += 1
  }
}
