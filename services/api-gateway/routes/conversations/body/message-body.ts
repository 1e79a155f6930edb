import { z } from 'zod'
import type { Delivery, DialogueMessage, Media } from '#flow'
import { toInstant } from '../../../http/fields/instants.ts'

const deliveryBody = z.object({
  state: z
    .enum(['queued', 'sending', 'sent', 'unknown', 'failed', 'cancelled'])
    .describe('unknown: it may have arrived, and is never sent again by itself. cancelled: a person took over first.'),
  error_code: z.string().nullable().describe('Why it failed or is not known. Stable.'),
  settled_at: z.iso.datetime().nullable().describe('When that state was reached; null while it is on its way.'),
  held_until: z.iso
    .datetime()
    .nullable()
    .describe(
      'Until when it waits because the channel limits how much may be said there (a penalty, or the pace of the chat); null when it does not.',
    ),
})

const mediaBody = z.object({
  has_file: z.boolean().describe('Whether the file itself can be asked for: `…/messages/{id}/file`.'),
  file_name: z.string().nullable(),
  mime_type: z.string().nullable(),
  size_bytes: z.number().nullable(),
  duration_seconds: z.number().nullable(),
  width: z.number().nullable().describe('Pixels.'),
  height: z.number().nullable().describe('Pixels.'),
})

const claimBody = z.object({
  kind: z.string().describe('`price`, `date`, …'),
  text: z.string().describe('As it was said.'),
  source: z.string().describe('The document with its heading, the offer, the calendar, what the client said.'),
})

/** A message as the people of the business see it. */
export const dialogueMessageBody = z
  .object({
    id: z.int().describe('Grows within a conversation.'),
    role: z
      .enum(['user', 'assistant', 'human', 'system'])
      .describe('Who wrote it: the client, the AI, a person of the business, or the platform.'),
    text: z
      .string()
      .describe('Markdown from the business, plain text from the client; of a file without words, a description.'),
    kind: z.string().describe('text, voice, photo, document, command, button, …: what it was sent as.'),
    sent_at: z.iso.datetime(),
    edited_at: z.iso.datetime().nullable(),
    turn_id: z.string().nullable().describe('The turn that wrote it; null for what no turn wrote.'),
    delivery: z
      .array(deliveryBody)
      .describe('What became of each part it left in, in order; empty for what the client wrote.'),
    claims: z
      .array(claimBody)
      .describe('What the AI stated there that had to be backed, and what backs it; empty for what others wrote.'),
    media: mediaBody.nullable().describe('The file that came with it; null without one.'),
  })
  .meta({ id: 'Message' })

export function toDialogueMessageBody(message: DialogueMessage): z.infer<typeof dialogueMessageBody> {
  const { id, role, text, kind, media } = message
  return {
    id,
    role,
    text,
    kind,
    sent_at: toInstant(message.sentAt),
    edited_at: toInstant(message.editedAt),
    turn_id: message.turnId,
    delivery: message.deliveries.map(toDeliveryBody),
    claims: message.claims.map(claim => ({ ...claim })),
    media: media && toMediaBody(media),
  }
}

function toDeliveryBody({ state, errorCode, settledAt, heldUntil }: Delivery): z.infer<typeof deliveryBody> {
  return { state, error_code: errorCode, settled_at: toInstant(settledAt), held_until: toInstant(heldUntil) }
}

function toMediaBody(media: Media): z.infer<typeof mediaBody> {
  const { width, height } = media
  return {
    has_file: media.fileId !== null,
    file_name: media.fileName,
    mime_type: media.mimeType,
    size_bytes: media.sizeBytes,
    duration_seconds: media.durationSeconds,
    width,
    height,
  }
}
