import { z } from 'zod'
import type { ContentKind } from './content-kind.ts'
import { type Content, defineContent, namedContent } from './define-content.ts'
import { defineDocument, defineFile, definePhoto, readFile } from './file-content.ts'
import { fileSchema, photoSchema } from './file-schema.ts'
import { flattenRichMessage } from './flatten-rich-message.ts'
import { hasWords } from './has-words.ts'
import { type ServiceKind, serviceKinds } from './service-kinds.ts'

const place = z.object({ latitude: z.number(), longitude: z.number(), live_period: z.number().optional() })
const paidItem = z.object({
  type: z.string(),
  photo: photoSchema.optional(),
  live_photo: fileSchema.optional(),
  video: fileSchema.optional(),
})

/**
 * All kinds of content but service messages. The first that a message has is what it is: Telegram repeats an animation as a
 * document, a live photo as a photo and a venue as a location for older bots.
 */
const clientContents: Readonly<Record<Exclude<ContentKind, ServiceKind>, Content>> = {
  text: defineContent(z.string(), () => ({})),
  rich_message: defineContent(z.unknown(), message => {
    const words = flattenRichMessage(message)
    return { words, wantsAnswer: hasWords(words) }
  }),
  voice: defineFile({ wantsAnswer: true }),
  audio: defineFile({ wantsAnswer: true }),
  video_note: defineFile({ wantsAnswer: true }),
  animation: defineFile({ wantsAnswer: false }),
  live_photo: defineFile({ wantsAnswer: true }),
  photo: definePhoto({ wantsAnswer: true }),
  video: defineFile({ wantsAnswer: true }),
  document: defineDocument(),
  sticker: defineFile({ wantsAnswer: false }),
  paid_media: defineContent(z.object({ star_count: z.number(), paid_media: z.array(paidItem) }), media => ({
    label: `${media.star_count} stars`,
    details: {
      starCount: media.star_count,
      files: media.paid_media.flatMap(item => item.video ?? item.live_photo ?? item.photo ?? []).map(readFile),
    },
  })),
  contact: defineContent(
    z.object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.int().optional(),
    }),
    ({ phone_number, first_name, last_name, user_id }) => {
      // Telegram writes the numbers of its own users without the plus; others are as somebody's address book has them.
      const phoneNumber = user_id === undefined ? phone_number : phone_number.replace(/^(?=\d)/, '+')
      return {
        label: [first_name, last_name, phoneNumber].filter(Boolean).join(' '),
        wantsAnswer: true,
        details: { contact: { phoneNumber, firstName: first_name, lastName: last_name, userId: user_id } },
      }
    },
  ),
  venue: defineContent(z.object({ location: place, title: z.string(), address: z.string() }), venue => ({
    label: [venue.title, venue.address].filter(Boolean).join(', '),
    wantsAnswer: true,
    details: { location: readPlace(venue.location), venue: { title: venue.title, address: venue.address } },
  })),
  location: defineContent(place, location => ({
    label: `${location.latitude}, ${location.longitude}`,
    wantsAnswer: true,
    details: { location: readPlace(location) },
  })),
  dice: defineContent(z.object({ emoji: z.string(), value: z.number() }), ({ emoji, value }) => ({
    label: `${emoji} ${value}`,
  })),
  poll: defineContent(
    z.object({ id: z.string(), question: z.string(), options: z.array(z.object({ text: z.string() })) }),
    ({ id, question, options }) => ({
      label: `${question} ${options.map(({ text }) => text).join(' / ')}`,
      details: { pollId: id },
    }),
  ),
  checklist: defineContent(
    z.object({
      title: z.string(),
      tasks: z.array(z.object({ text: z.string(), completion_date: z.int().optional() })),
    }),
    ({ title, tasks }) => ({ label: [title, ...tasks.map(readTask)].join('\n'), wantsAnswer: true }),
  ),
  story: defineContent(z.object({ id: z.int(), chat: z.object({ id: z.int() }) }), ({ id, chat }) => ({
    details: { story: { storyId: String(id), chatId: String(chat.id) } },
  })),
  game: defineContent(z.object({ title: z.string() }), ({ title }) => ({ label: title })),
  invoice: defineContent(z.object({ title: z.string() }), ({ title }) => ({ label: title })),
  successful_payment: defineContent(
    z.object({
      currency: z.string(),
      total_amount: z.int(),
      invoice_payload: z.string(),
      telegram_payment_charge_id: z.string(),
    }),
    payment => ({
      details: {
        payment: {
          currency: payment.currency,
          // In the smallest unit of the currency, as Telegram counts.
          totalAmount: payment.total_amount,
          invoicePayload: payment.invoice_payload,
          chargeId: payment.telegram_payment_charge_id,
        },
      },
    }),
  ),
  web_app_data: defineContent(z.object({ data: z.string(), button_text: z.string() }), ({ data, button_text }) => ({
    words: data,
    label: button_text,
    wantsAnswer: true,
  })),
}

/** Every kind of content, in the order in which to look for them. */
export const contents: ReadonlyMap<string, Content> = new Map([
  ...Object.entries(clientContents),
  ...serviceKinds.map((kind): [string, Content] => [kind, namedContent]),
])

function readPlace({ latitude, longitude, live_period }: z.infer<typeof place>): Readonly<Record<string, unknown>> {
  return { latitude, longitude, livePeriodSeconds: live_period }
}

function readTask({ text, completion_date }: { text: string; completion_date?: number | undefined }): string {
  return `${completion_date === undefined ? '☐' : '☑'} ${text}`
}
