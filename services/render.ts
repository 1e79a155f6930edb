import { renderMarkdown, renderWebchat } from '#capabilities/channels'
import type { Render } from '#flow'

/** Markdown as the channel that sends it shows it. */
export const render: Render = (channel, markdown, attached) =>
  channel === 'telegram' ? renderMarkdown(markdown, attached) : renderWebchat(markdown, attached)
