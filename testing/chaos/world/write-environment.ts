import { unlimitedWriting } from '../../unlimited-writing.ts'

/** Addresses of what stands around the platform. */
export interface Surroundings {
  readonly botToken: string
  readonly telegramUrl: string
  readonly modelUrl: string
  readonly asrUrl: string
  readonly ownerId: number
  readonly database: Readonly<Record<string, string>>
  readonly redisUrl: string | null
  readonly clockFile: string
}

const clockModule = new URL('skewed-clock.mjs', import.meta.url).href

/** The defaults, except where a default would only make an experiment long; docs/reliability.md names these. */
export function writeEnvironment(around: Surroundings): Readonly<Record<string, string>> {
  return {
    TELEGRAM_BOT_TOKEN: around.botToken,
    TELEGRAM_API_ROOT: around.telegramUrl,
    TELEGRAM_OWNER_ID: String(around.ownerId),
    AI_SERVER_BASE_URL: around.modelUrl,
    ASR_SERVER_BASE_URL: around.asrUrl,
    ...around.database,
    ...(around.redisUrl === null ? {} : { REDIS_URL: around.redisUrl }),
    NODE_OPTIONS: `--import=${clockModule}`,
    CHAOS_CLOCK_FILE: around.clockFile,
    LOGGING_LEVEL: 'warn',
    ...unlimitedWriting,
    // The owner's chat shall hold what an outage puts there, and nothing else.
    OWNER_NEW_LEAD_CARDS: 'false',
    OWNER_HOT_LEAD_CARDS: 'false',
    CONVERSATION_DEBOUNCE_MS: '100',
    CONVERSATION_LEASE_SECONDS: '5',
    AI_SERVER_FIRST_TOKEN_TIMEOUT_SECONDS: '2',
    AI_SERVER_TIMEOUT: '4',
    AI_SERVER_MAX_RETRIES: '1',
    ASR_SERVER_TIMEOUT: '5',
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: '30',
    TELEGRAM_BURST_PER_CHAT: '20',
    TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
  }
}
