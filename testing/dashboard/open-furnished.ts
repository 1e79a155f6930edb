import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledge } from '#capabilities/knowledge'
import { changeSettings, listSettings } from '#shared/config'
import { connectDatabase, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { sections } from '../../services/settings.ts'
import { startTestGateway, type TestGateway, testBusiness, testInstallation } from '../gateway-harness.ts'
import { exampleChats } from './example-chats.ts'
import { furnishInbox } from './furnish-inbox.ts'
import { furnishPlayground } from './furnish-playground.ts'
import { furnishSales } from './furnish-sales.ts'
import { furnishSettings } from './furnish-settings.ts'

export interface FurnishedGateway {
  readonly test: TestGateway
  close(): Promise<void>
}

const prices = '# Услуги\n\n## Стрижки\n\nЖенская стрижка: 2500 ₽, 60 минут.\n\n## Ногти\n\nМаникюр: 2200 ₽.\n'
const terms = '# Условия\n\nОтменить запись можно бесплатно за 3 часа.\n'

/** A gateway over an installation in which everything is there: clients, sales, documents, a test chat, bots, keys, backups. */
export async function openFurnished(nowMs: number): Promise<FurnishedGateway> {
  const home = await mkdtemp(join(tmpdir(), 'furnished-'))
  const [folder, playbooksFolder] = [join(home, 'knowledge'), join(home, 'playbooks')]
  await cp(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
  await cp(join(import.meta.dirname, '../../knowledge_base'), folder, { recursive: true })
  await writeFile(join(folder, 'prices.md'), prices)
  await writeFile(join(folder, 'terms.md'), terms)
  await writeFile(join(folder, 'старый-прайс.pdf'), 'not a PDF')
  const database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
  await migrate(database)
  const settings = { strongScore: 0.5, maxFileBytes: 10_000_000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
  const knowledge = createKnowledge({
    database,
    clock: systemClock,
    logger: silentLogger,
    embed: null,
    folder,
    settings,
  })
  const source = { directory: home, env: {} }
  const test = await startTestGateway({
    ...{ clock: systemClock, database, knowledge },
    business: { ...testBusiness, playbooksFolder, knowledgeFolder: folder },
    backups: {
      ...testInstallation.backups,
      folder: '/srv/platform/backups',
      everyHours: 24,
      list: async () => backups(nowMs),
    },
    system: {
      ...testInstallation.system,
      listSettings: () => listSettings(sections, source),
      changeSettings: changes => changeSettings(sections, source, changes),
      examine: async () => ({ kind: 'examined', findings }),
    },
  })
  const place = { database, accountId: test.deps.webchat.accountId }
  const [anna] = await furnishInbox(place, exampleChats, nowMs)
  await furnishSales(place, nowMs)
  await furnishSettings(database, nowMs)
  await furnishPlayground(place, nowMs)
  await knowledge.refresh(new AbortController().signal)
  if (anna !== undefined) {
    const asked = {
      conversation_id: anna.conversationId,
      message_id: null,
      asked_at: nowMs - 600_000,
      settled_at: null,
    }
    await database.db
      .insertInto('open_questions')
      .values([
        { ...asked, question: 'Есть ли у вас парковка?', language: 'ru' },
        { ...asked, question: 'Do you sell gift cards?', language: 'en' },
      ])
      .execute()
  }
  return {
    test,
    async close() {
      await test.close()
      await database.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

function backups(nowMs: number): Awaited<ReturnType<TestGateway['deps']['backups']['list']>> {
  const dayMs = 86_400_000
  return {
    kind: 'listed',
    backups: [1, 2, 3, 9].map(days => {
      const madeAtMs = nowMs - days * dayMs
      const name = `platform-${new Date(madeAtMs).toISOString().slice(0, 10)}T03-00-00Z.backup`
      return { path: `/srv/platform/backups/${name}`, madeAtMs, bytes: 4_200_000 - days * 90_000 }
    }),
  }
}

const findings: Extract<Awaited<ReturnType<typeof testInstallation.system.examine>>, { kind: 'examined' }>['findings'] =
  [
    {
      ...{ name: 'telegram', state: 'fault', code: 'telegram.unauthorized', latencyMs: 120, notes: [] },
      found: { ru: 'Telegram не принимает токен.', en: 'Telegram refuses the token.' },
      cure: { ru: 'Возьмите новый у @BotFather: /mybots.', en: 'Ask @BotFather for a new one: /mybots.' },
    },
    {
      ...{ name: 'database', state: 'ok', code: 'database.ok', latencyMs: 3, notes: [] },
      found: { ru: 'База данных цела.', en: 'The database is whole.' },
      cure: null,
    },
    {
      ...{ name: 'model-server', state: 'off', code: 'model.off', latencyMs: 0, notes: [] },
      found: { ru: 'Сервер модели не задан: отвечает сценарий.', en: 'No model server is set: the script answers.' },
      cure: null,
    },
  ]
