import type { KyselyPlugin } from 'kysely'
import { expect, it } from 'vitest'
import type { ConversationId } from '#shared/database'
import { silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createLimitInbound } from './limit-inbound.ts'

const pace = { perMinute: 1000, perHour: 1000 }

describeEachDatabase('counting what clients write', open => {
  it('takes two statements a batch, however many people and messages it holds', async () => {
    const database = await open()
    const { plugin, asked } = createCounter()
    const limitInbound = createLimitInbound({
      limits: {
        perMinute: { private: 25, group: 12, channel: 5 },
        perHour: 80,
        maxRepeats: 3,
        minIntervalMs: 0,
        blockMs: 1,
        everyone: pace,
        adaptation: { reductionPercent: 20, recoveryPercent: 10, recoveryMs: 1 },
      },
      ownerId: null,
      logger: silentLogger,
      defaultLanguage: 'en',
      playbook: () => {
        throw new TypeError('nobody is told anything')
      },
      render: () => [],
    })
    const messages = Array.from({ length: 100 }, (_, index) => ({
      conversationId: (1 + (index % 50)) as ConversationId,
      chatType: 'private' as const,
      userId: 1 + (index % 50),
      text: `message ${index}`,
      isFirstToWait: true,
    }))
    const count = (nowMs: number) =>
      database.transaction(tx => limitInbound(tx.withPlugin(plugin), messages, nowMs)).then(asked)
    // The first batch also looks at the flood waits; the next ten seconds know them.
    expect(await count(1_000_000)).toBe(3)
    expect(await count(1_001_000)).toBe(2)
    expect(await count(1_009_000)).toBe(2)
  })
})

function createCounter(): { readonly plugin: KyselyPlugin; readonly asked: () => number } {
  let count = 0
  return {
    plugin: {
      transformQuery({ node }) {
        count++
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    },
    asked() {
      const asked = count
      count = 0
      return asked
    },
  }
}
