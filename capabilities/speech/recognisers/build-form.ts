import { createHash } from 'node:crypto'
import type { Sound } from '../contract.ts'

/** A multipart form with a file, whole: so it has a length, which proxies like, and can be sent a second time. Pure. */
export function buildForm(
  sound: Sound,
  fields: Readonly<Record<string, string>>,
): { readonly contentType: string; readonly body: Buffer } {
  // Made of the content, so that it cannot stand in it by bad luck and a test sees the same bytes twice.
  const boundary = `----sound-${createHash('sha256').update(sound.bytes).digest('hex').slice(0, 32)}`
  const head = (disposition: string): string => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}`
  const plain = Object.entries(fields).map(([name, value]) => `${head(`name="${name}"`)}\r\n\r\n${value}\r\n`)
  const file = `${head(`name="file"; filename="${sound.fileName}"`)}\r\ncontent-type: ${sound.mimeType}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(plain.join('') + file), sound.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body }
}
