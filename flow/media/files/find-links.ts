import type { InboundAttachment } from '#capabilities/channels'

/** The pages that a text links to, each once, in order, at most `max`. What ends a sentence is no part of an address. */
export function findLinks(text: string, max: number): readonly InboundAttachment[] {
  if (max === 0 || !text.includes('://')) return []
  const found = [...text.matchAll(/\bhttps?:\/\/[^\s<>"«»]+/giu)].map(([address]) => trimEnd(address))
  return [...new Set(found)]
    .filter(address => URL.canParse(address))
    .slice(0, max)
    .map(toPage)
}

function trimEnd(address: string): string {
  const bare = address.replace(/[.,;:!?…'*_~]+$/u, '')
  const isOpened = bare.split('(').length >= bare.split(')').length
  return isOpened ? bare : bare.replace(/\)+$/u, '')
}

function toPage(address: string): InboundAttachment {
  const nothing = { mimeType: null, sizeBytes: null, durationSeconds: null, width: null, height: null }
  return { kind: 'page', fileId: address, fileUniqueId: address, fileName: address, ...nothing }
}
