import { callSignal } from './client/call-signal.ts'
import { classifyError } from './client/classify-error.ts'
import type { TelegramClient } from './client/create-client.ts'

export type CommandsAnnounced =
  | { readonly kind: 'announced' }
  /** The menu is as it was before; the commands themselves work without it. */
  | { readonly kind: 'failed'; readonly code: string }

const ENGLISH = [
  { command: 'start', description: 'Start the conversation' },
  { command: 'help', description: 'What I can do' },
  { command: 'privacy', description: 'What I know about you and how to erase it' },
  { command: 'export', description: 'Send me all that you keep about me' },
  { command: 'forget', description: 'Erase all that you keep about me' },
  { command: 'stop', description: 'Stop writing to me' },
] as const

const RUSSIAN = [
  { command: 'start', description: 'Начать разговор' },
  { command: 'help', description: 'Чем я могу помочь' },
  { command: 'privacy', description: 'Что я о вас знаю и как это удалить' },
  { command: 'export', description: 'Прислать всё, что вы храните обо мне' },
  { command: 'forget', description: 'Стереть всё, что вы храните обо мне' },
  { command: 'stop', description: 'Больше не писать мне' },
] as const

/** Puts the commands into the menu of the bot's chats: Russian for Russian apps, English for all others. Safe to repeat. */
export async function announceCommands(client: TelegramClient, signal: AbortSignal): Promise<CommandsAnnounced> {
  try {
    await client.raw.setMyCommands({ commands: ENGLISH }, callSignal(signal))
    await client.raw.setMyCommands({ commands: RUSSIAN, language_code: 'ru' }, callSignal(signal))
    return { kind: 'announced' }
  } catch (error) {
    const outcome = classifyError(error)
    return { kind: 'failed', code: 'code' in outcome ? outcome.code : outcome.kind }
  }
}
