/** A file in an archive, as the archive's directory has it. */
export interface ZipEntry {
  /** 0: as it is; 8: deflated. */
  readonly method: number
  readonly dataStart: number
  readonly packedBytes: number
  readonly unpackedBytes: number
}

const endSignature = signature(0x06054b50)
const entrySignature = 0x02014b50
const endLength = 22
const entryLength = 46
const localLength = 30

/** What the directory of a ZIP archive lists; null when the bytes are no archive, or its parts point outside of it. */
export function listEntries(bytes: Buffer): readonly ZipEntry[] | null {
  const end = bytes.lastIndexOf(endSignature)
  if (end < 0 || end + endLength > bytes.length) return null
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  // Some libraries go by the count and some by the signatures: whatever either would read is listed.
  while (at + entryLength <= bytes.length && bytes.readUInt32LE(at) === entrySignature) {
    const entry = readEntry(bytes, at)
    if (entry === null) return null
    entries.push(entry)
    at += entryLength + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries.length < bytes.readUInt16LE(end + 10) ? null : entries
}

function readEntry(bytes: Buffer, at: number): ZipEntry | null {
  const local = bytes.readUInt32LE(at + 42)
  if (local + localLength > bytes.length) return null
  return {
    method: bytes.readUInt16LE(at + 10),
    dataStart: local + localLength + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
    packedBytes: bytes.readUInt32LE(at + 20),
    unpackedBytes: bytes.readUInt32LE(at + 24),
  }
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
