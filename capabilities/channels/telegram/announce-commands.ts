import type { BotCommandScope } from 'grammy/types'
import { callSignal } from './client/call-signal.ts'
import { classifyError } from './client/classify-error.ts'
import type { TelegramClient } from './client/create-client.ts'

export type CommandsAnnounced =
  | { readonly kind: 'announced' }
  /** The menu is as it was before; the commands themselves work without it. */
  | { readonly kind: 'failed'; readonly code: string }

/** Somebody of the business, in their own chat with the bot. */
export interface CrewMember {
  readonly userId: number
  /** Whether `/setup` is for them. */
  readonly maySetUp: boolean
}

interface MenuLine {
  readonly command: string
  readonly en: string
  readonly ru: string
}

const clientMenu: readonly MenuLine[] = [
  { command: 'start', en: 'Start the conversation', ru: 'Начать разговор' },
  { command: 'help', en: 'What I can do', ru: 'Чем я могу помочь' },
  { command: 'privacy', en: 'What I know about you and how to erase it', ru: 'Что я о вас знаю и как это удалить' },
  { command: 'export', en: 'Send me all that you keep about me', ru: 'Прислать всё, что вы храните обо мне' },
  { command: 'forget', en: 'Erase all that you keep about me', ru: 'Стереть всё, что вы храните обо мне' },
  { command: 'stop', en: 'Stop writing to me', ru: 'Больше не писать мне' },
]

const crewMenu: readonly MenuLine[] = [
  { command: 'leads', en: 'Clients, those with news first', ru: 'Клиенты, сначала те, у кого новости' },
  { command: 'today', en: 'What today holds', ru: 'Что сегодня: встречи, новые клиенты' },
  { command: 'stats', en: 'Figures of the last 7 days', ru: 'Цифры за 7 дней' },
  { command: 'status', en: 'What waits, and the latest conversations', ru: 'Что в очереди и последние разговоры' },
  { command: 'limits', en: 'How much clients may write, who is held back', ru: 'Сколько можно писать и кто придержан' },
  { command: 'pause', en: 'The AI answers nobody', ru: 'ИИ никому не отвечает' },
  { command: 'resume', en: 'The AI answers again', ru: 'ИИ снова отвечает' },
]

const setupLine: MenuLine = {
  command: 'setup',
  en: 'Tell the AI about your business',
  ru: 'Рассказать ИИ о вашем деле',
}

/** Puts the commands into the menu of the bot's chats: Russian for Russian apps, English for all others. Safe to repeat. */
export async function announceCommands(client: TelegramClient, signal: AbortSignal): Promise<CommandsAnnounced> {
  return announceMenu(client, { menu: clientMenu, scope: { type: 'default' } }, signal)
}

/**
 * Puts the commands of the business into the menu of one member's chat with the bot, where they take the place of the clients'.
 * Fails for who has not started the bot yet: they have no chat with it. Safe to repeat.
 */
export async function announceCrewCommands(
  client: TelegramClient,
  { userId, maySetUp }: CrewMember,
  signal: AbortSignal,
): Promise<CommandsAnnounced> {
  const menu = maySetUp ? [...crewMenu, setupLine] : crewMenu
  return announceMenu(client, { menu, scope: { type: 'chat', chat_id: userId } }, signal)
}

/** Gives the menu of clients to somebody who is of the business no longer. Safe to repeat. */
export async function withdrawCrewCommands(
  client: TelegramClient,
  userId: number,
  signal: AbortSignal,
): Promise<CommandsAnnounced> {
  return announceMenu(client, { menu: clientMenu, scope: { type: 'chat', chat_id: userId } }, signal)
}

interface ScopedMenu {
  readonly menu: readonly MenuLine[]
  readonly scope: BotCommandScope
}

async function announceMenu(
  client: TelegramClient,
  { menu, scope }: ScopedMenu,
  signal: AbortSignal,
): Promise<CommandsAnnounced> {
  const inEnglish = menu.map(({ command, en }) => ({ command, description: en }))
  const inRussian = menu.map(({ command, ru }) => ({ command, description: ru }))
  try {
    await client.raw.setMyCommands({ commands: inEnglish, scope }, callSignal(signal))
    await client.raw.setMyCommands({ commands: inRussian, scope, language_code: 'ru' }, callSignal(signal))
    return { kind: 'announced' }
  } catch (error) {
    const outcome = classifyError(error)
    return { kind: 'failed', code: 'code' in outcome ? outcome.code : outcome.kind }
  }
}
