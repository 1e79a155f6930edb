import type { TelegramEntity, TelegramMessage } from './message-schema.ts'

/** The words of a message: its text, or the caption of what it shows. */
export interface MessageBody {
  readonly text: string
  readonly entities: readonly TelegramEntity[]
}

export function readBody(message: TelegramMessage): MessageBody {
  if (message.text !== undefined) return { text: message.text, entities: message.entities ?? [] }
  return { text: message.caption ?? '', entities: message.caption_entities ?? [] }
}

/** The words, and below them the addresses that links hide and that only the preview shows. */
export function readText(message: TelegramMessage): string {
  const { text, entities } = readBody(message)
  const urls = entities.map(({ url }) => url).concat(message.link_preview_options?.url)
  const hidden = urls.filter(url => url !== undefined && !isShown(text, url))
  return [...(text.trim() === '' ? [] : [text]), ...new Set(hidden)].join('\n')
}

/** The addresses that Telegram found in the words: also those without a scheme, of every top-level domain there is. */
export function readLinks(message: TelegramMessage): { readonly links?: readonly string[] } {
  const { text, entities } = readBody(message)
  const links = entities.flatMap(({ type, offset, length }) =>
    type === 'url' && length > 0 ? [text.slice(offset, offset + length)] : [],
  )
  return links.length === 0 ? {} : { links }
}

/** Telegram completes an address: `example.com` in the text is `http://example.com/` in the entity. */
function isShown(text: string, url: string): boolean {
  return text.toLowerCase().includes(
    url
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, ''),
  )
}
