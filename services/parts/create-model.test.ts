import { Registry } from 'prom-client'
import { expect, it, onTestFinished } from 'vitest'
import { formatFaults } from '#shared/config'
import type { TurnId } from '#shared/database'
import { createLogger, systemClock } from '#shared/utils'
import { startModelServer } from '../../testing/model-server/index.ts'
import { readSettings } from '../settings.ts'
import { createModels } from './create-model.ts'
import { createMeters } from './metrics/create-meters.ts'

it('the log names the turn that found the model server down, and the one that found it back', async () => {
  const server = await startModelServer()
  onTestFinished(() => server.stop())
  const log: Record<string, unknown>[] = []
  const { answering } = createModels(settingsFor(server.url), {
    clock: systemClock,
    logger: createLogger({ level: 'debug', write: line => void log.push(JSON.parse(line)) }),
    meters: createMeters(new Registry()),
    tellOwner: async () => {},
    serverOfPlaybook: () => null,
  })
  const ask = (turnId: string) =>
    answering.answer(
      {
        messages: [{ role: 'user', content: 'Hi' }],
        temperature: 0,
        maxTokens: 10,
        prepared: 'Hello!',
        turnId: turnId as TurnId,
      },
      new AbortController().signal,
    )
  server.failAlways({ kind: 'status', status: 400 })
  await ask('turn-1')
  await ask('turn-2')
  server.failAlways(null)
  await ask('turn-3')
  expect(log).toMatchObject([
    { event: 'model.degraded', turnId: 'turn-1' },
    { event: 'model.recovered', turnId: 'turn-3' },
  ])
})

function settingsFor(baseUrl: string) {
  const env = { AI_SERVER_BASE_URL: baseUrl, AI_SERVER_MAX_RETRIES: '0' }
  const outcome = readSettings({ directory: '/no/such/folder', env })
  if (outcome.kind === 'invalid') throw new TypeError(formatFaults(outcome.faults))
  return outcome.values
}
