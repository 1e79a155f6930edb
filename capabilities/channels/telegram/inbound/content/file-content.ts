import { z } from 'zod'
import { withoutGaps } from '../without-gaps.ts'
import { type Content, defineContent } from './define-content.ts'

/** The parts that any of Telegram's files may have. */
export const fileSchema = z.object({
  file_id: z.string().min(1),
  file_unique_id: z.string().min(1),
  file_size: z.number().optional(),
  duration: z.number().optional(),
  mime_type: z.string().optional(),
  file_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  title: z.string().optional(),
  performer: z.string().optional(),
  emoji: z.string().optional(),
})

/** Telegram sends a picture in several sizes; the largest counts. */
export const photoSchema = z
  .tuple([fileSchema], fileSchema)
  .transform(sizes => sizes.reduce((largest, size) => (widthOf(size) > widthOf(largest) ? size : largest)))

export type TelegramFile = z.infer<typeof fileSchema>

interface FileOptions {
  readonly wantsAnswer: boolean
}

/** Content that is one file. */
export function defineFile({ wantsAnswer }: FileOptions): Content {
  return defineContent(fileSchema, file => ({ label: labelOf(file), wantsAnswer, details: { file: readFile(file) } }))
}

/** Content that is one picture. */
export function definePhoto({ wantsAnswer }: FileOptions): Content {
  return defineContent(photoSchema, photo => ({ wantsAnswer, details: { file: readFile(photo) } }))
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

function widthOf({ width }: TelegramFile): number {
  return width ?? 0
}
