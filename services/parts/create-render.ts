import { renderMarkdown, renderWebchat, type TelegramConfig } from '#capabilities/channels'
import type { Render } from '#flow'

/** Markdown as the channel that sends it shows it. */
export function createRender({ rich_messages: richMessages }: TelegramConfig): Render {
  return (channel, markdown, attached) =>
    channel === 'telegram' ? renderMarkdown(markdown, attached, { richMessages }) : renderWebchat(markdown, attached)
}
