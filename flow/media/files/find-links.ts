import { LinkifyIt } from 'linkify-it'
import type { InboundAttachment, InboundMessage } from '#capabilities/channels'

// E-mail addresses are looked for too, so that their domains are not taken for pages.
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true })

/** As far as a message may link to pages. */
export type Linking = Pick<InboundMessage, 'messageKind' | 'text' | 'caption' | 'links'>

interface FoundLink {
  /** Where in the text. */
  readonly at: number
  readonly address: string
}

/**
 * The pages that a message links to, each once, in order, at most `max`. What ends a sentence is no part of an address. One without
 * a scheme counts where the channel marked it or where its top-level domain is a real one, and is taken for https.
 */
export function findLinks(message: Linking, max: number): readonly InboundAttachment[] {
  if (max === 0 || !message.text.includes('.')) return []
  const found = [...findWhole(message.text), ...findBare(message)].sort((one, other) => one.at - other.at)
  return [...new Set(found.map(({ address }) => address))]
    .filter(address => URL.canParse(address))
    .slice(0, max)
    .map(toPage)
}

function findWhole(text: string): readonly FoundLink[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"«»]+/giu)].map(match => ({
    at: match.index,
    address: trimEnd(match[0]),
  }))
}

function trimEnd(address: string): string {
  const bare = address.replace(/[.,;:!?…'*_~]+$/u, '')
  const isOpened = bare.split('(').length >= bare.split(')').length
  return isOpened ? bare : bare.replace(/\)+$/u, '')
}

/** Only in what the client wrote: a file's name may well look like an address. */
function findBare({ messageKind, text, caption, links = [] }: Linking): readonly FoundLink[] {
  const words = caption ?? (messageKind === 'text' ? text : '')
  const guessed = (linkify.match(words) ?? []).flatMap(({ schema, raw }) => (schema === '' ? [raw] : []))
  return [...links, ...guessed]
    .filter(isBarePage)
    .map(address => ({ at: text.indexOf(address), address: `https://${address}` }))
}

/** `Sure.It is` is two sentences without a space between them; `1.2.3.4` is the number of a version. */
function isBarePage(address: string): boolean {
  return !address.includes('://') && !/\.\p{Lu}\p{Ll}+$/u.test(address) && !/^[\d.]+$/.test(address)
}

function toPage(address: string): InboundAttachment {
  const nothing = { mimeType: null, sizeBytes: null, durationSeconds: null, width: null, height: null }
  return { kind: 'page', fileId: address, fileUniqueId: address, fileName: address, ...nothing }
}
