import { inflateRawSync } from 'node:zlib'
import { errorCode } from '#shared/utils'
import { unreadable } from '../define-reader.ts'
import { listEntries, type ZipEntry } from './list-entries.ts'

/**
 * Word and Excel files are ZIP archives, and one of 40 kB can unpack to gigabytes. The sizes that its directory names are added
 * up first; then each entry is unpacked once, no further than it says, because libraries believe a directory that lies.
 */
export function refuseZipBomb(bytes: Buffer, path: string, maxUnpackedBytes: number): void {
  const entries = listEntries(bytes)
  // The library says in its own way what is no archive.
  if (entries === null) return
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  if (total > maxUnpackedBytes) {
    throw unreadable(
      `${path} unpacks to ${toMegabytes(total)} MB, more than ${toMegabytes(maxUnpackedBytes)} MB`,
      'Split it into smaller files, or take the pictures out.',
    )
  }
  if (entries.some(entry => unpacksFurther(bytes, entry))) {
    throw unreadable(`${path} unpacks to more than it says`, 'Open it and save it again.')
  }
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}

const deflated = 8

function unpacksFurther(bytes: Buffer, { method, dataStart, packedBytes, unpackedBytes }: ZipEntry): boolean {
  if (method !== deflated) return packedBytes > unpackedBytes
  try {
    // At least one byte: zlib takes no limit of none.
    inflateRawSync(bytes.subarray(dataStart, dataStart + packedBytes), { maxOutputLength: Math.max(1, unpackedBytes) })
    return false
  } catch (error) {
    // Broken data is for the library to complain of.
    return errorCode(error) === 'ERR_BUFFER_TOO_LARGE'
  }
}
