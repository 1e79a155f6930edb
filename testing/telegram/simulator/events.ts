import type { ServerResponse } from 'node:http'
import type { EmulatorEvent } from '../state/signals.ts'
import type { World } from '../state/world.ts'
import { describeEntry } from './describe-entry.ts'

/** Server-sent events: what happens in private chats, as the page needs it. Ends when the browser leaves. */
export function streamEvents(world: World, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  response.write('retry: 500\n\n')
  const forget = world.signals.listen(event => {
    const told = describeEvent(event)
    if (told !== null) response.write(`data: ${JSON.stringify(told)}\n\n`)
  })
  response.once('close', forget)
}

function describeEvent(event: EmulatorEvent): object | null {
  switch (event.kind) {
    case 'said':
    case 'sent':
    case 'edited':
      return { kind: 'message', chatId: event.log.chat.id, ...describeEntry(event.entry) }
    case 'deleted':
      return { kind: 'deleted', chatId: event.log.chat.id, messageId: event.messageId }
    case 'action':
      return { kind: 'action', chatId: event.log.chat.id, botId: event.bot.id, action: event.action }
    case 'draft':
      return { kind: 'draft', chatId: event.log.chat.id, botId: event.bot.id, ...event.draft }
    case 'reacted':
      return { kind: 'reaction', chatId: event.log.chat.id, messageId: event.messageId, emoji: event.emoji }
    case 'clicked-answered':
      return { kind: 'click-answered', botId: event.bot.id, callbackId: event.callbackId, ...event.answer }
    case 'delivered':
      return { kind: 'delivered', botId: event.bot.id, updateId: event.updateId }
    case 'calling':
    case 'called':
      return null
  }
}
