import { unreadable } from '../define-reader.ts'

const maxUnpackedBytes = 200 * 1024 * 1024
const entrySignature = 0x02014b50

/**
 * Word and Excel files are ZIP archives, and one of 40 kB can unpack to gigabytes. The sizes stand in the archive's directory;
 * a directory that lies makes the unpacking fail later, which is an error like any other.
 */
export function refuseZipBomb(bytes: Buffer, path: string): void {
  let total = 0
  for (let at = bytes.indexOf(signatureBytes); at >= 0; at = bytes.indexOf(signatureBytes, at + 46)) {
    if (at + 46 > bytes.length) break
    total += bytes.readUInt32LE(at + 24)
  }
  if (total > maxUnpackedBytes) {
    throw unreadable(
      `${path} unpacks to ${Math.round(total / 1024 / 1024)} MB, more than ${maxUnpackedBytes / 1024 / 1024} MB`,
      'Split it into smaller files, or take the pictures out.',
    )
  }
}

const signatureBytes = Buffer.alloc(4)
signatureBytes.writeUInt32LE(entrySignature)
