import { z } from 'zod'

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

function widthOf({ width }: TelegramFile): number {
  return width ?? 0
}
