import type { ContextMessage } from '#capabilities/conversations'
import { truncate } from '#shared/utils'
import { type AttachedFile, contextOf } from '../reading/message-context.ts'
import { fence } from './fence.ts'

interface Reader {
  readonly clientId: number
  /** Of each file's text; what was read in full when it came is only recalled later. */
  readonly maxFileCharacters: number
}

/** A message as the model reads it: the words, and apart from them, fenced, what they come with. */
export function writeMessage(message: ContextMessage, { clientId, maxFileCharacters }: Reader): string {
  const { forwardedFrom, quoted, files } = contextOf(message, clientId)
  return [
    ...(quoted === null ? [] : [fence('quoted', quoted)]),
    forwardedFrom === null ? message.content : fence('forwarded', `From ${forwardedFrom}:\n${message.content}`),
    ...files.map(file => fence('attached', describeFile(file, maxFileCharacters))),
  ].join('\n')
}

function describeFile({ kind, name, text, code }: AttachedFile, maxCharacters: number): string {
  const title = name === null ? kind : `${kind} ${name}`
  return text === null
    ? `${title}: could not be read (${code}); the system tells the client so`
    : `${title}:\n${truncate(text, maxCharacters)}`
}
