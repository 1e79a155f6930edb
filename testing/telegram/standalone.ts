import { startTelegramEmulator } from './index.ts'

/**
 * A fake Telegram as a process of its own: the Bot API and, at `/`, a page to chat with the bot.
 *
 * EMULATOR_PORT (8081; 0 takes a free one), EMULATOR_BOT_TOKEN (1000001:demo), EMULATOR_BOT_USERNAME (demo_bot).
 * Run with `tsx --conditions=source testing/telegram/standalone.ts`.
 */
async function main(): Promise<void> {
  const emulator = await startTelegramEmulator({ port: Number(process.env.EMULATOR_PORT ?? 8081), page: true })
  const token = process.env.EMULATOR_BOT_TOKEN ?? '1000001:demo'
  const username = process.env.EMULATOR_BOT_USERNAME ?? 'demo_bot'
  emulator.addBot({ token, username, name: 'Demo' })
  emulator.addUser({ firstName: 'Анна', username: 'anna', languageCode: 'ru' })
  emulator.addUser({ firstName: 'John', username: 'john', languageCode: 'en' })
  console.log(`Fake Telegram: ${emulator.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
