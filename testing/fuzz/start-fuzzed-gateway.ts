import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledge } from '#capabilities/knowledge'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway, testBots, testBusiness, testSettings } from '../gateway-harness.ts'
import { furnish } from './furnish.ts'

const bot = {
  id: 5_000_000_001,
  username: 'fuzzed_bot',
  displayName: 'Fuzzed',
  canReadAllGroupMessages: false,
  canConnectToBusiness: true,
}

/** A gateway with rows in it, whose playbooks and documents are copies: requests that are made up may write them. */
export async function startFuzzedGateway(given?: Database): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'))
  const [playbooksFolder, knowledgeFolder] = [join(folder, 'playbooks'), join(folder, 'knowledge_base')]
  await cp(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
  const database = given ?? connectDatabase({ engine: 'sqlite', path: ':memory:' })
  await migrate(database)
  const settings = { strongScore: 0.5, maxFileBytes: 200_000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
  const rooms = { database, clock: systemClock, logger: silentLogger, embed: null }
  const test = await startTestGateway({
    database,
    // Real: whoever tries a server again waits by it.
    clock: systemClock,
    settings: { ...testSettings, allowPrivateWebhooks: true },
    business: { ...testBusiness, playbooksFolder, knowledgeFolder },
    // Telegram answers: that it does not is a 503 which tells nothing of the gateway.
    bots: { ...testBots({ database, clock: systemClock }), identify: async () => ({ kind: 'identified', bot }) },
    knowledge: createKnowledge({ ...rooms, folder: knowledgeFolder, settings }),
  })
  await furnish(test)
  return {
    ...test,
    async close() {
      await test.close()
      if (given === undefined) await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
