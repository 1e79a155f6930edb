import { withoutGaps } from '../without-gaps.ts'
import { type Content, defineContent } from './define-content.ts'
import { fileSchema, photoSchema, type TelegramFile } from './file-schema.ts'
import { findSound } from './find-sound.ts'

interface FileOptions {
  readonly wantsAnswer: boolean
}

/** Content that is one file. */
export function defineFile({ wantsAnswer }: FileOptions): Content {
  return defineContent(fileSchema, file => describeFile(file, wantsAnswer))
}

/** A file of any kind. One that holds sound is heard, as if it had been sent as such. */
export function defineDocument(): Content {
  return defineContent(fileSchema, file => ({ ...describeFile(file, true), countsAs: findSound(file) }))
}

function describeFile(file: TelegramFile, wantsAnswer: boolean) {
  return { label: labelOf(file), wantsAnswer, details: { file: readFile(file) }, file }
}

/** Content that is one picture. */
export function definePhoto({ wantsAnswer }: FileOptions): Content {
  return defineContent(photoSchema, photo => ({ wantsAnswer, details: { file: readFile(photo) }, file: photo }))
}

/** `fileId` is this bot's own and fetches the file; `fileUniqueId` is the same for every bot and fetches nothing. */
export function readFile(file: TelegramFile): Readonly<Record<string, unknown>> {
  return withoutGaps({
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    sizeBytes: file.file_size,
    durationSeconds: file.duration,
    mimeType: file.mime_type,
    fileName: file.file_name,
    width: file.width,
    height: file.height,
  })
}

function labelOf({ performer, title, file_name, emoji, duration }: TelegramFile): string {
  const name = [performer, title].filter(Boolean).join(' – ') || file_name
  return [name, emoji, duration === undefined ? undefined : `${duration} s`].filter(Boolean).join(' ')
}
