import type { InboundMessage } from '../../contract.ts'
import type { BotAccount } from './inbound-context.ts'
import type { MessageBody } from './message-text.ts'

/** The command that a message begins with, in small letters; null when there is none, or it is for another bot. */
export function readCommand({ text, entities }: MessageBody, me: BotAccount): InboundMessage['command'] {
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (entity === undefined) return null
  const [name = '', target] = text.slice(1, entity.length).toLowerCase().split('@')
  if (name === '' || (target !== undefined && target !== me.username.toLowerCase())) return null
  return { name, argument: text.slice(entity.length).trim() }
}
