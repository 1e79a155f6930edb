import type { AttachmentKind, InboundAttachment } from '../../../contract.ts'
import type { Description } from './describe-message.ts'
import type { TelegramFile } from './file-schema.ts'

const kinds: ReadonlyMap<string, AttachmentKind> = new Map([
  ['voice', 'voice'],
  ['audio', 'audio'],
  ['video_note', 'video-note'],
  ['video', 'video'],
  ['animation', 'animation'],
  ['photo', 'photo'],
  ['live_photo', 'live-photo'],
  ['document', 'document'],
  ['sticker', 'sticker'],
])

/** What a message carries, and the client's own words beside it; nothing for one without a file. */
export function readAttachments(
  { messageKind, file }: Description,
  words: string,
): { readonly attachments?: readonly InboundAttachment[]; readonly caption?: string } {
  const kind = kinds.get(messageKind)
  if (kind === undefined || file === undefined) return {}
  return { attachments: [toAttachment(kind, file)], ...(words !== '' && { caption: words }) }
}

function toAttachment(kind: AttachmentKind, file: TelegramFile): InboundAttachment {
  return {
    kind,
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    mimeType: file.mime_type ?? null,
    sizeBytes: file.file_size ?? null,
    durationSeconds: file.duration ?? null,
    fileName: file.file_name ?? null,
    width: file.width ?? null,
    height: file.height ?? null,
  }
}
