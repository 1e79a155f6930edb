import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Egress, watchEgress } from '#shared/network'
import { createFakeClock, silentLogger } from '#shared/utils'
import { reportEgress } from '../../services/parts/metrics/report-egress.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../testing/gateway-harness.ts'
import { egressCommand } from './egress.ts'

let egress: Egress
let test: TestGateway
let stop: () => Promise<void>

beforeEach(async () => {
  egress = watchEgress(1000)
  const metrics = new Registry()
  stop = reportEgress(egress, { clock: createFakeClock(), logger: silentLogger, registry: metrics })
  test = await startTestGateway({ egress, metrics })
  vi.stubEnv('API_GATEWAY_PORT', new URL(test.url).port)
  vi.stubEnv('CONFIG_PATH', '')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  egress.stop()
  await stop()
  await test.close()
})

async function run(...args: readonly string[]) {
  const printed: string[] = []
  const complaints: string[] = []
  const surroundings = {
    packageFolder: '',
    commands: [],
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complaints.push(text),
  }
  const status = await egressCommand.run(args, surroundings)
  return { status, printed, complaints: complaints.join('\n') }
}

it('shows whom the running platform has connected to', async () => {
  await (await fetch(`${test.url}/health`)).text()
  const { status, printed } = await run()
  expect(status).toBe(0)
  expect(printed[0]).toMatch(/^host +requests +bytes sent +bytes received$/)
  const [host, , sent, received] = printed[1]?.split(/ +/) ?? []
  expect(host).toBe('127.0.0.1')
  expect(Number(sent)).toBeGreaterThan(50)
  expect(Number(received)).toBeGreaterThan(50)
})

it('is told by the API to administrators, and to nobody else', async () => {
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${test.url}/api/v1/system/egress`, { headers })
    return { status: response.status, body: await response.json() }
  }
  await ask({})
  expect(await ask({ authorization: `Bearer ${testAdminKey}` })).toMatchObject({
    status: 200,
    body: { since: '1970-01-01T00:00:01.000Z', hosts: [{ host: '127.0.0.1', is_outside: false }] },
  })
  expect((await ask(await test.keyOf('operator'))).status).toBe(403)
})

it('says what to do when nothing runs, and how it is written', async () => {
  await test.gateway.close(0)
  expect(await run()).toMatchObject({ status: 1, complaints: expect.stringContaining('npm start') })
  expect(await run('all')).toMatchObject({ status: 2, complaints: 'Write: npm run cli -- egress' })
})
