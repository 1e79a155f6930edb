import type { OutboundPart } from '../../contract.ts'

/** The part without the adornment that a refusal is about, the words being wanted all the same; null: it has none of that kind. Pure. */
export function withoutRefused(part: OutboundPart, code: string): OutboundPart | null {
  // The client has changed the message meanwhile.
  if (code === 'invalid_quote' && part.quote !== undefined) return withoutQuote(part)
  if (code === 'replied_message_not_found' && part.replyToMessageId !== null) {
    return { ...withoutQuote(part), replyToMessageId: null }
  }
  // Rich messages are new, and with which words servers refuse them is not known: any refusal may mean them.
  if (isRichMessage(part)) return withoutBlocks(part)
  // A server that does not know marks of instants yet.
  return code === 'invalid_entities' ? withoutTimes(part) : null
}

/** Whether it goes out as blocks: a message that takes the place of another one is text. */
function isRichMessage({ blocks, editsMessageId }: OutboundPart): boolean {
  return blocks !== undefined && editsMessageId === undefined
}

function withoutQuote({ quote: _, ...part }: OutboundPart): OutboundPart {
  return part
}

function withoutBlocks({ blocks: _, ...part }: OutboundPart): OutboundPart {
  return part
}

function withoutTimes(part: OutboundPart): OutboundPart | null {
  const entities = part.entities.filter(({ type }) => type !== 'date_time')
  return entities.length === part.entities.length ? null : { ...part, entities }
}
