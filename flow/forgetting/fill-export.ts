import type { OutboundPart } from '#capabilities/channels'
import type { Db } from '#shared/database'
import type { OutgoingPart } from '../speaker/speaker-rows.ts'
import { exportContact } from './export-contact.ts'

// Half of what Telegram takes of a bot, and little enough for a machine with 512 MB. Years of writing; more is for the command line.
const mostCharacters = 20_000_000

/** The part as it leaves: a document that is to hold all that is held of the client does. Null when that is too much for a chat. */
export async function fillExport(db: Db, outgoing: OutgoingPart, nowMs: number): Promise<OutboundPart | null> {
  const { part, contactId } = outgoing
  if (part.document?.holdsPerson !== true) return part
  const pieces: string[] = []
  let length = 0
  for await (const piece of (await exportContact(db, contactId, nowMs)) ?? []) {
    pieces.push(piece)
    length += piece.length
    if (length > mostCharacters) return null
  }
  const { holdsPerson: _, ...document } = part.document
  return { ...part, document: { ...document, content: pieces.join('') } }
}
