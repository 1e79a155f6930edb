import type { MessageContent } from './api-types.ts'
import type { FileKind, StoredFile } from './file-store.ts'

export interface FileFacts {
  readonly durationSeconds?: number
  readonly title?: string
  readonly emoji?: string
}

const side = 512
const photoSide = 1_280

/** A stored file as the content of a message. Measures that Telegram would read from the bytes are taken from `facts` or fixed. */
export function describeFile(kind: FileKind, file: StoredFile, facts: FileFacts): MessageContent {
  const common = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.sizeBytes }
  const named = { ...common, file_name: file.name, mime_type: file.mimeType }
  const duration = facts.durationSeconds ?? 0
  switch (kind) {
    case 'voice':
      return { voice: { ...common, mime_type: file.mimeType, duration } }
    case 'audio':
      return { audio: { ...named, duration, title: facts.title === '' ? undefined : facts.title } }
    case 'document':
      return { document: named }
    case 'photo':
      return { photo: [{ ...common, width: photoSide, height: photoSide }] }
    case 'sticker':
      return {
        sticker: {
          ...common,
          type: 'regular',
          width: side,
          height: side,
          is_animated: false,
          is_video: false,
          emoji: facts.emoji,
        },
      }
  }
}
