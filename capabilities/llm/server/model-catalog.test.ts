import { expect, it, onTestFinished } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../../../testing/model-server/index.ts'
import { createConnection } from '../exchange/connection.ts'
import { createModelCatalog, type ModelCatalog } from './model-catalog.ts'

it('asks for the list once in ten minutes, by one caller for all', async () => {
  const { catalog, server, clock } = await open({ models: ['one', 'two'], maxModelLen: 4096 })
  const choice = { kind: 'chosen', model: { name: 'one', contextTokens: 4096 } }
  expect(await Promise.all([catalog.choose(), catalog.choose()])).toEqual([choice, choice])
  await clock.advance(10 * 60_000 - 1)
  await catalog.choose()
  expect(server.journal).toHaveLength(1)
  await clock.advance(1)
  await catalog.choose()
  expect(server.journal).toHaveLength(2)
})

it('asks again after it was told to forget', async () => {
  const { catalog, server } = await open()
  await catalog.choose()
  catalog.forget()
  await catalog.choose()
  expect(server.journal).toHaveLength(2)
})

it('finds the context of the model of the settings, and none for one that is not listed', async () => {
  const { catalog, server, clock } = await open({ models: ['one', 'two'], maxModelLen: 4096 }, 'two')
  expect(await catalog.choose()).toEqual({ kind: 'chosen', model: { name: 'two', contextTokens: 4096 } })
  const alias = createCatalog(server, clock, 'alias')
  expect(await alias.choose()).toEqual({ kind: 'chosen', model: { name: 'alias', contextTokens: null } })
})

it('needs a list only where the settings name no model', async () => {
  const { catalog, server, clock } = await open()
  await server.stop()
  expect(await catalog.choose()).toEqual({ kind: 'failed', code: 'connection_failed' })
  const named = createCatalog(server, clock, 'named')
  expect(await named.choose()).toEqual({ kind: 'chosen', model: { name: 'named', contextTokens: null } })
})

async function open(options: ModelServerOptions = {}, wanted: string | null = null) {
  const clock = createFakeClock()
  const server = await startModelServer(options)
  onTestFinished(() => server.stop())
  return { clock, server, catalog: createCatalog(server, clock, wanted) }
}

function createCatalog(server: ModelServer, clock: FakeClock, wanted: string | null): ModelCatalog {
  return createModelCatalog(
    createConnection({ baseUrl: server.url, apiKey: null, connectTimeoutMs: 1000 }, clock),
    wanted,
  )
}
