import type { Attachments, Button, OutboundDocument, OutboundPart } from './contract.ts'
import { fitButtons } from './fit-buttons.ts'

/** Puts buttons and a document to rendered parts, so that each part is still one send. Throws `channel.invalid_button`. */
export function attach(
  parts: readonly OutboundPart[],
  { buttons = [], document }: Attachments,
  maxCaptionUnits: number,
): readonly OutboundPart[] {
  const rows = fitButtons(buttons)
  const all = document === undefined ? parts : addDocument(parts, document, maxCaptionUnits)
  return rows.length === 0 ? all : addButtons(all, rows)
}

/** A text and a file in one send would be sent twice when only the second half fails: so the long text is a part of its own. */
function addDocument(
  parts: readonly OutboundPart[],
  document: OutboundDocument,
  maxCaptionUnits: number,
): readonly OutboundPart[] {
  const last = parts.at(-1)
  if (last === undefined || last.text.length > maxCaptionUnits) {
    return [...parts, { text: '', entities: [], replyToMessageId: null, document }]
  }
  return [...parts.slice(0, -1), { ...last, document }]
}

function addButtons(parts: readonly OutboundPart[], buttons: readonly (readonly Button[])[]): readonly OutboundPart[] {
  const lastText = parts.findLastIndex(part => part.text !== '')
  const bearer = lastText === -1 ? parts.length - 1 : lastText
  return parts.map((part, index) => (index === bearer ? { ...part, buttons } : part))
}
