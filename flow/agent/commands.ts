import type { ContextMessage, TurnContext } from '#capabilities/conversations'
import type { PlaybookLines, Words } from '#capabilities/sales'
import type { ConversationId } from '#shared/database'
import type { Action } from './decision.ts'
import { type OwnerStatus, writeOwnerStatus } from './owner-status.ts'

export interface CommandContext {
  readonly turn: TurnContext
  readonly language: string
  readonly lines: PlaybookLines
  /** Whether the client is the owner (TELEGRAM_OWNER_ID). */
  readonly isOwner: boolean
  readonly readStatus: () => Promise<OwnerStatus>
}

export interface CommandAnswer {
  readonly text: string
  readonly actions: readonly Action[]
}

type Command = (context: CommandContext, argument: string) => CommandAnswer | Promise<CommandAnswer>

const clientCommands: Readonly<Record<string, Command>> = {
  start: context =>
    context.turn.isOptedOut
      ? { text: say(context, 'welcome_back'), actions: [{ kind: 'opt-in', shownText: say(context, 'welcome_back') }] }
      : { text: say(context, 'greeting'), actions: [] },
  help: context => ({ text: say(context, 'help'), actions: [] }),
  privacy: context => ({ text: say(context, 'privacy'), actions: [] }),
  stop: context => ({
    text: say(context, 'stopped'),
    actions: [{ kind: 'opt-out', shownText: say(context, 'stopped') }],
  }),
  human: context => ({
    text: say(context, 'human_called'),
    actions: [{ kind: 'call-human', reason: 'client.asked' }],
  }),
}

const ownerCommands: Readonly<Record<string, Command>> = {
  status: async context => ({ text: writeOwnerStatus(await context.readStatus(), context.language), actions: [] }),
  takeover: (context, argument) => moveConversation(context, argument, 'take-over'),
  handback: (context, argument) => moveConversation(context, argument, 'hand-back'),
}

/** Answers a command; null for one we do not know, which is then read as plain text. Owner commands exist for the owner only. */
export async function answerCommand(message: ContextMessage, context: CommandContext): Promise<CommandAnswer | null> {
  const { name, argument } = parseCommand(message.content)
  const command = clientCommands[name] ?? (context.isOwner ? ownerCommands[name] : undefined)
  return command === undefined ? null : command(context, argument)
}

/** `/start@our_bot shop_42` is {name: 'start', argument: 'shop_42'}. */
export function parseCommand(text: string): { readonly name: string; readonly argument: string } {
  const [, name = '', argument = ''] = /^\/(\w+)(?:@\w+)?\s*(.*)$/s.exec(text.trim()) ?? []
  return { name: name.toLowerCase(), argument: argument.trim() }
}

function say(context: CommandContext, line: keyof PlaybookLines): string {
  return inLanguage(context.lines[line], context.language)
}

/** The words in the client's language; English for languages that the playbook does not speak. */
export function inLanguage(words: Words, language: string): string {
  return language === 'ru' ? words.ru : words.en
}

function moveConversation(context: CommandContext, argument: string, kind: 'take-over' | 'hand-back'): CommandAnswer {
  const number = Number(argument)
  if (!Number.isSafeInteger(number) || number <= 0) {
    return { text: inLanguage(usage, context.language), actions: [] }
  }
  const words = kind === 'take-over' ? takenOver : handedBack
  // A number the owner typed; if no conversation has it, the action changes nothing.
  return { text: inLanguage(words, context.language), actions: [{ kind, conversationId: number as ConversationId }] }
}

const usage: Words = {
  ru: 'Укажите номер разговора из /status, например: /takeover 12',
  en: 'Give the number of the conversation from /status, for example: /takeover 12',
}
const takenOver: Words = {
  ru: 'Хорошо, в этом разговоре я молчу.',
  en: 'All right, I keep quiet in that conversation.',
}
const handedBack: Words = { ru: 'Хорошо, в этом разговоре снова отвечаю я.', en: 'All right, I answer there again.' }
