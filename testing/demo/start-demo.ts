import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAsrServer } from '../asr-server/index.ts'
import { type ChatRequest, demoReply, startModelServer } from '../model-server/index.ts'
import { startTelegramEmulator, type TelegramEmulator } from '../telegram/index.ts'
import { type DemoPlatform, startDemoPlatform } from './start-demo-platform.ts'

export interface DemoOptions {
  /** What the model says. Default: a friendly answer that quotes the client. */
  readonly reply?: (request: ChatRequest) => string
  /** Gets what the platform prints, as it comes. */
  readonly onOutput: (text: string) => void
}

/** The platform between a fake Telegram, a toy model and a toy speech server, all on this machine and all in memory. */
export interface Demo {
  /** The page on which a person chats as a client. */
  readonly telegramUrl: string
  /** Resolves with the exit status of the platform, whoever ended it. */
  readonly ended: Promise<number>
  /** Lets answers under way finish, ends everything and removes the data. Safe to call twice. */
  stop(): Promise<void>
  /** Ends the platform at once. */
  kill(): void
}

const token = '1000001:the-token-of-the-demo'
const ownerId = 500_000

/** Starts the servers on free ports, then the built platform. Wants `npm run build`. */
export async function startDemo({ reply = demoReply, onOutput }: DemoOptions): Promise<Demo> {
  const telegram = await startTelegramEmulator({ page: true, rateModel: 'telegram' })
  populate(telegram)
  const model = await startModelServer({ latencyMs: 700, chunkIntervalMs: 60, models: ['toy-model'], reply })
  const speech = await startAsrServer({ latencyMs: 300 })
  const folder = await mkdtemp(join(tmpdir(), 'telegram-ai-demo-'))
  const platform = startDemoPlatform({
    folder,
    env: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.url,
      TELEGRAM_OWNER_ID: String(ownerId),
      AI_SERVER_BASE_URL: model.url,
      ASR_SERVER_BASE_URL: speech.url,
      // What it would log at every message is of no use beside a chat.
      LOGGING_LEVEL: 'warn',
    },
    onOutput,
  })
  const ended = platform.ended.finally(async () => {
    await Promise.all([telegram.close(), model.stop(), speech.stop(), rm(folder, { recursive: true, force: true })])
  })
  return { telegramUrl: telegram.url, ended, kill: platform.kill, stop: () => stop(platform, ended) }
}

function populate(telegram: TelegramEmulator): void {
  telegram.addBot({ token, username: 'demo_shop_bot', name: 'Demo shop' })
  telegram.addUser({ firstName: 'Анна', username: 'anna', languageCode: 'ru' })
  telegram.addUser({ firstName: 'John', username: 'john', languageCode: 'en' })
  // With /start, /status, /takeover 1 and /handback 1 the owner's side can be tried as well.
  telegram.addUser({ id: ownerId, firstName: 'Owner', username: 'owner', languageCode: 'en' })
}

async function stop(platform: DemoPlatform, ended: Promise<number>): Promise<void> {
  platform.interrupt()
  await ended
}
