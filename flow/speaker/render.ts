import type { Attachments, OutboundPart } from '#capabilities/channels'

/** How a channel writes markdown, with buttons and a file at its end: pure, so that the worker needs no connection to it. */
export type Render = (channel: string, markdown: string, attached?: Attachments) => readonly OutboundPart[]
