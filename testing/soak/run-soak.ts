import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectDatabase } from '#shared/database'
import { composeReply } from '../bench/compose-reply.ts'
import { modelName } from '../bench/contenders.ts'
import { describeMachine } from '../bench/describe-machine.ts'
import { runLoad } from '../bench/run-load.ts'
import { buildPlatform } from '../build-platform.ts'
import { type ChatRequest, lastUserText } from '../model-server/chat-request.ts'
import { startModelServer } from '../model-server/index.ts'
import { startPlatform } from '../platform-process.ts'
import { startTelegramEmulator } from '../telegram/index.ts'
import { unlimitedWriting } from '../unlimited-writing.ts'
import { countRows } from './count-rows.ts'
import { formatSoak, isSound } from './format-soak.ts'
import { readSoakOptions } from './soak-options.ts'
import { watchMemory } from './watch-memory.ts'
import { writeSteadily } from './write-steadily.ts'

const adminKey = 'soak-admin-key-of-this-run-only-1234567890'
const findOutMs = 10_000

/**
 * `npm run test:soak`: one process on SQLite under half of the load it can bear, for half an hour. Exit status 1 when memory grows by
 * more than a megabyte in ten minutes, when a table grows that nothing ends, or when a message was not answered exactly once.
 */
async function main(): Promise<void> {
  const options = readSoakOptions(process.argv.slice(2))
  await buildPlatform()
  console.log(describeMachine())
  const folder = await mkdtemp(join(tmpdir(), 'soak-'))
  const emulator = await startTelegramEmulator({ recordCalls: false, keptUpdates: 0, messagesPerChat: 20 })
  const bot = emulator.addBot({ token: '4200000000:soak-bot-token', username: 'soak_bot' })
  const reply = (request: ChatRequest): string => composeReply(lastUserText(request))
  const model = await startModelServer({ models: [modelName], latencyMs: 300, journalSize: 1, reply })
  const path = join(folder, 'conversations.db')
  const platform = startPlatform({
    folder,
    env: {
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_API_ROOT: emulator.url,
      AI_SERVER_BASE_URL: model.url,
      AI_SERVER_MODEL: modelName,
      API_GATEWAY_ADMIN_KEY: adminKey,
      DATABASE_DB_PATH: path,
      LOGGING_LEVEL: 'warn',
      CONVERSATION_DEBOUNCE_MS: '0',
      TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
      ...unlimitedWriting,
    },
    nodeFlags: ['--max-semi-space-size=4', '--max-old-space-size=1024'],
  })
  try {
    await platform.running
    const people = Array.from({ length: options.chats }, (_, index) =>
      emulator.addUser({ firstName: `Client ${index}` }),
    )
    // Everybody is known before rows are counted: what grows then grows with what is said.
    const most = await runLoad({
      emulator,
      bot,
      people,
      inFlight: 50,
      warmUpMs: 1_000,
      measureMs: findOutMs,
      onMark: () => {},
    })
    const perSecond = most.repliesPerSecond * options.share
    console.log(`${most.repliesPerSecond.toFixed(0)} replies/s at most; ${perSecond.toFixed(0)} a second from now on`)
    const database = connectDatabase({ engine: 'sqlite', path })
    const before = await countRows(database)
    const memory = watchMemory({ pid: platform.pid, gatewayUrl: platform.gatewayUrl(), adminKey })
    const load = writeSteadily({ emulator, bot, people, perSecond })
    await pause(options.measureMs)
    const answered = await load.stop()
    const samples = await memory.stop()
    const after = await countRows(database)
    await database.close()
    const soak = { options, perSecond, answered, samples, before, after }
    console.log(formatSoak(soak))
    if (!isSound(soak)) process.exitCode = 1
  } finally {
    await platform.kill()
    await emulator.close()
    await model.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
