export interface StoredFile {
  readonly fileId: string
  readonly uniqueId: string
  readonly path: string
  readonly bytes: Buffer
  /** What Telegram says the size is. Larger than `bytes` where a test wants a big file without carrying one. */
  readonly sizeBytes: number
  readonly name: string
  readonly mimeType: string
}

export interface NewFile {
  readonly kind: FileKind
  readonly bytes: Buffer
  readonly sizeBytes?: number
  readonly name?: string
  readonly mimeType?: string
}

export type FileKind = 'voice' | 'audio' | 'document' | 'photo' | 'sticker'

/** The files one bot knows. A `file_id` is good for this bot only, as in Telegram. */
export interface FileStore {
  add(file: NewFile): StoredFile
  /** Makes a file that came with a group message known to another bot. */
  share(file: StoredFile): void
  find(fileId: string): StoredFile | null
  findByPath(path: string): StoredFile | null
}

export function createFileStore(botId: number): FileStore {
  const byId = new Map<string, StoredFile>()
  const byPath = new Map<string, StoredFile>()
  let count = 0
  return {
    add(file) {
      count += 1
      const stored = describe(file, botId, count)
      byId.set(stored.fileId, stored)
      byPath.set(stored.path, stored)
      return stored
    },
    share(file) {
      byId.set(file.fileId, file)
      byPath.set(file.path, file)
    },
    find: fileId => byId.get(fileId) ?? null,
    findByPath: path => byPath.get(path) ?? null,
  }
}

const defaults: Readonly<Record<FileKind, { folder: string; extension: string; mimeType: string }>> = {
  voice: { folder: 'voice', extension: 'oga', mimeType: 'audio/ogg' },
  audio: { folder: 'music', extension: 'mp3', mimeType: 'audio/mpeg' },
  document: { folder: 'documents', extension: 'dat', mimeType: 'application/octet-stream' },
  photo: { folder: 'photos', extension: 'jpg', mimeType: 'image/jpeg' },
  sticker: { folder: 'stickers', extension: 'webp', mimeType: 'image/webp' },
}

function describe(file: NewFile, botId: number, count: number): StoredFile {
  const { folder, extension, mimeType } = defaults[file.kind]
  return {
    fileId: `${file.kind}_${botId}_${count}`,
    uniqueId: `unique_${file.kind}_${botId}_${count}`,
    path: `${folder}/file_${count}.${extension}`,
    bytes: file.bytes,
    sizeBytes: file.sizeBytes ?? file.bytes.length,
    name: file.name ?? `file_${count}.${extension}`,
    mimeType: file.mimeType ?? mimeTypeOf(file.name) ?? mimeType,
  }
}

/** Telegram's server goes by the name of a file; what its sender called it counts for little. */
function mimeTypeOf(name = ''): string | undefined {
  return mimeTypes.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '')
}

const mimeTypes: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['ics', 'text/calendar'],
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
])
