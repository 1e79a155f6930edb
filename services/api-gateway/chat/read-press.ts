import { z } from 'zod'

/** The press of a button, as the web chat keeps it in the metadata of the message. */
export interface ChatPress {
  readonly data: string
  /** The message that bears the button. */
  readonly buttonMessageId: string
}

const pressSchema = z.object({ data: z.string(), buttonMessageId: z.string() })

/** Null for metadata of anything else: a message of another channel's kind, or an earlier system's. */
export function readPress(metadata: string | null): ChatPress | null {
  try {
    return pressSchema.safeParse(JSON.parse(metadata ?? 'null')).data ?? null
  } catch {
    return null
  }
}
