import type { ContextMessage } from '#capabilities/conversations'
import type { DetectLanguage, LineName, Playbook, Words } from '#capabilities/sales'
import type { ConversationId } from '#shared/database'
import { inLanguage, sayLine } from '../talk/words.ts'
import { digestHistory } from '../talk/write-digest.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { answerPrivacy, offerPrivacy } from './answer-privacy.ts'
import { type ButtonWish, readPress } from './button-data.ts'
import type { CommandAnswer } from './command-answer.ts'
import { type OwnerStatus, writeOwnerStatus } from './owner-status.ts'

export interface CommandDeps {
  readonly playbook: Playbook
  readonly detectLanguage: DetectLanguage
  readonly readStatus: () => Promise<OwnerStatus>
  readonly answerCrew: AnswerCrew
  readonly settings: { readonly ownerId: number | null; readonly defaultLanguage: string }
}

/** What the owner or an operator wrote or pressed, as the cockpit is asked about it. */
export interface CrewRequest {
  readonly facts: TurnFacts
  readonly message: ContextMessage
  /** The number of the person who wrote it. */
  readonly author: number
  /** What the pressed button means; null for anything else. */
  readonly wish: ButtonWish | null
  readonly language: string
  readonly playbook: Playbook
}

/** Answers an order of the owner or an operator. Null: it is none that the cockpit knows. Reads only. */
export type AnswerCrew = (request: CrewRequest) => Promise<CommandAnswer | null>

export interface CommandAnswers {
  readonly answers: readonly CommandAnswer[]
  /** The messages that are answered by this; the rest is talk. */
  readonly handled: ReadonlySet<ContextMessage>
  readonly language: string
}

interface CommandContext {
  readonly facts: TurnFacts
  readonly language: string
  readonly playbook: Playbook
  readonly readStatus: () => Promise<OwnerStatus>
  readonly answerCrew: AnswerCrew
}

type Command = (context: CommandContext, argument: string) => CommandAnswer | Promise<CommandAnswer>

/**
 * Answers the commands among the unanswered messages, and the buttons and replies to notices of the owner and the operators. A
 * command we do not know is left as plain text.
 */
export async function answerCommands(facts: TurnFacts, deps: CommandDeps): Promise<CommandAnswers> {
  const { turn } = facts
  const language = chooseLanguage({ ...turn, messages: turn.unanswered }, deps)
  const { playbook, readStatus, answerCrew } = deps
  const context = { facts, language, playbook, readStatus, answerCrew }
  const answers: CommandAnswer[] = []
  const handled = new Set<ContextMessage>()
  for (const message of turn.unanswered) {
    const answer = await answerMessage(message, context)
    if (answer === null) continue
    answers.push(answer)
    handled.add(message)
  }
  return { answers, handled, language }
}

async function answerMessage(message: ContextMessage, context: CommandContext): Promise<CommandAnswer | null> {
  const { facts, language, playbook } = context
  const author = facts.crew?.authors.get(message.id) ?? null
  const wish = message.kind === 'button' ? readPress(message) : null
  const ordered =
    author === null ? null : await context.answerCrew({ facts, message, author, wish, language, playbook })
  if (ordered !== null) return ordered
  if (wish?.kind === 'privacy') return answerPrivacy(wish.wish, context)
  if (message.kind === 'button') return author === null ? null : answerPress(wish, language)
  if (message.kind !== 'command') return author === null ? null : answerReply(message, context)
  const { name, argument } = parseCommand(message.content)
  const command = clientCommands[name] ?? (author === null ? undefined : ownerCommands[name])
  return command === undefined ? null : command(context, argument)
}

/** What is known of the language in which one is to be answered. */
export interface LanguageFacts {
  readonly messages: readonly Pick<ContextMessage, 'kind' | 'content'>[]
  /** Of the conversation so far, or null. */
  readonly language: string | null
  readonly appLanguage: string | null
}

/** A command has no language of its own: that of the conversation, else of the client's app. */
export function chooseLanguage(
  { messages, language, appLanguage }: LanguageFacts,
  deps: { readonly detectLanguage: DetectLanguage; readonly settings: { readonly defaultLanguage: string } },
): string {
  const text = messages.map(message => (message.kind === 'text' ? message.content : '')).join('\n')
  const fromApp = appLanguage?.slice(0, 2).toLowerCase() ?? null
  return deps.detectLanguage(text, language ?? fromApp) ?? deps.settings.defaultLanguage
}

/** `/start@our_bot shop_42` is {name: 'start', argument: 'shop_42'}. */
export function parseCommand(text: string): { readonly name: string; readonly argument: string } {
  const [, name = '', argument = ''] = /^\/(\w+)(?:@\w+)?\s*(.*)$/s.exec(text.trim()) ?? []
  return { name: name.toLowerCase(), argument: argument.trim() }
}

const clientCommands: Readonly<Record<string, Command>> = {
  start: context => {
    if (!context.facts.turn.isOptedOut) return { text: say(context, 'greeting'), actions: [] }
    const shownText = say(context, 'welcome_back')
    return { text: shownText, actions: [{ kind: 'opt-in', shownText }] }
  },
  help: context => ({ text: say(context, 'help'), actions: [] }),
  privacy: context => ({ text: say(context, 'privacy'), actions: [] }),
  export: context => offerPrivacy('export', context),
  forget: context => offerPrivacy('forget', context),
  stop: context => {
    const shownText = say(context, 'stopped')
    return { text: shownText, actions: [{ kind: 'opt-out', shownText }] }
  },
  human: context => ({
    text: say(context, 'human_called'),
    actions: [
      {
        kind: 'call-human',
        reason: 'client.asked',
        digest: digestHistory(context.facts, context.playbook, 'client.asked'),
      },
    ],
  }),
}

const ownerCommands: Readonly<Record<string, Command>> = {
  status: async context => ({ text: writeOwnerStatus(await context.readStatus(), context.language), actions: [] }),
  takeover: (context, argument) => moveConversation('take-over', Number(argument), context.language),
  handback: (context, argument) => moveConversation('hand-back', Number(argument), context.language),
  resume: (context, argument) => moveConversation('hand-back', Number(argument), context.language),
  say: (context, argument) => speakAsHuman(argument, context.language),
  exclude: (context, argument) => leaveOut(true, Number(argument), context.language),
  include: (context, argument) => leaveOut(false, Number(argument), context.language),
}

function say(context: CommandContext, name: LineName): string {
  return sayLine(context.playbook, name, context.language)
}

function answerPress(wish: ButtonWish | null, language: string): CommandAnswer | null {
  const isOurs = wish?.kind === 'take-over' || wish?.kind === 'hand-back'
  return isOurs ? moveConversation(wish.kind, wish.conversationId, language) : null
}

function moveConversation(kind: 'take-over' | 'hand-back', number: number, language: string): CommandAnswer {
  if (!isNumber(number)) return { text: inLanguage(usage, language), actions: [] }
  const words = kind === 'take-over' ? takenOver : handedBack
  // A number the owner typed: whether a conversation has it, the commit will see.
  return { text: inLanguage(words, language), actions: [{ kind, conversationId: number as ConversationId }] }
}

function leaveOut(isLeftOut: boolean, number: number, language: string): CommandAnswer {
  if (!isNumber(number)) return { text: inLanguage(usage, language), actions: [] }
  const action = { kind: 'leave-out', conversationId: number as ConversationId, isLeftOut } as const
  return { text: inLanguage(isLeftOut ? leftOut : takenIn, language), actions: [action] }
}

function speakAsHuman(argument: string, language: string): CommandAnswer {
  const [, digits = '', text = ''] = /^(\d+)\s+(.+)$/s.exec(argument) ?? []
  if (!isNumber(Number(digits))) return { text: inLanguage(usage, language), actions: [] }
  const conversationId = Number(digits) as ConversationId
  return { text: inLanguage(passedOn, language), actions: [{ kind: 'speak-as-human', conversationId, text }] }
}

/** The owner replies to a notice about a client: as good as `/say` with that client's number. */
function answerReply(
  { id, kind, content: text }: ContextMessage,
  { facts, language }: CommandContext,
): CommandAnswer | null {
  const conversationId = facts.repliedNotices.get(id)
  if (conversationId === undefined) return null
  if (kind !== 'text') return { text: inLanguage(onlyText, language), actions: [] }
  return { text: inLanguage(passedOn, language), actions: [{ kind: 'speak-as-human', conversationId, text }] }
}

function isNumber(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0
}

const usage: Words = {
  ru: 'Укажите номер разговора из /status, например: /takeover 12 или /say 12 Добрый день!',
  en: 'Give the number of the conversation from /status, for example: /takeover 12 or /say 12 Good afternoon!',
}
const takenOver: Words = {
  ru: 'Хорошо, в этом разговоре я молчу и присылаю вам слова клиента. Написать ему: /say номер текст. Вернуть мне: /resume номер.',
  en: 'All right, I keep quiet in that conversation and send you what the client writes. Write to them: /say number text. Give it back: /resume number.',
}
const leftOut: Words = {
  ru: 'Хорошо, в этом чате вашего аккаунта я больше ничего не читаю и не пишу. Вернуть: /include номер.',
  en: 'All right, in that chat of your account I read and write nothing any more. Take it back in: /include number.',
}
const takenIn: Words = { ru: 'Хорошо, этот чат снова мой.', en: 'All right, that chat is mine again.' }
const handedBack: Words = { ru: 'Хорошо, в этом разговоре снова отвечаю я.', en: 'All right, I answer there again.' }
const passedOn: Words = { ru: 'Передаю клиенту; ИИ там молчит.', en: 'Passing it on; the AI keeps quiet there.' }
const onlyText: Words = {
  ru: 'Клиенту я могу передать только текст, а это сообщение ему не ушло. Напишите словами.',
  en: 'I can pass on text only, so this message did not go to the client. Please write it in words.',
}
