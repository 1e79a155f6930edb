import { expect, it } from 'vitest'
import { createFakeClock } from '#shared/utils'
import { readSettings } from '../../services/settings.ts'
import { checks } from './checks.ts'
import { type Check, find, type Patient } from './define-check.ts'
import { runChecks } from './run-checks.ts'

const clock = createFakeClock()
const read = readSettings({ directory: '/no/such/folder', env: {} })
if (read.kind === 'invalid') throw new Error('without a file and variables everything has its default')
const patient: Patient = {
  settings: read.values,
  warnings: read.warnings,
  target: { engine: 'sqlite', path: ':memory:' },
  packageFolder: '.',
  nodeVersion: '20.19.0',
  clock,
}

const check = (name: Check['name'], run: Check['run'], place: Check['place'] = 'outside'): Check => ({
  name,
  place,
  limitMs: 4_000,
  run,
})

it('lists the checks in the order of their names, each once', () => {
  const names = checks.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)].sort())
})

it('gives up on a check at its limit, tells it so, and hears the others', async () => {
  let isTold = false
  const hanging = check('model-server', (_, signal) => {
    signal.addEventListener('abort', () => {
      isTold = true
    })
    return new Promise(() => {})
  })
  const results = runChecks([hanging, check('redis', () => find('redis.off'))], patient)
  await clock.advance(4_000)
  expect(await results).toEqual([
    { name: 'model-server', finding: find('check.too_slow', { seconds: 4 }), latencyMs: 4_000 },
    { name: 'redis', finding: find('redis.off'), latencyMs: 0 },
  ])
  expect(isTold).toBe(true)
})

it('calls a check that throws a fault with the code of the error, and runs the others', async () => {
  const broken = check('disk', () => Promise.reject(Object.assign(new Error('the token is 123'), { code: 'EIO' })))
  const results = await runChecks([broken, check('redis', () => find('redis.off'))], patient)
  expect(results.map(({ finding }) => finding)).toEqual([find('check.broken', { code: 'EIO' }), find('redis.off')])
})

it('lets those of this machine end before the others begin, and keeps the order of the list', async () => {
  const began: string[] = []
  const slow = (name: Check['name'], place: Check['place']): Check =>
    check(
      name,
      async () => {
        began.push(`${name} begins`)
        await new Promise(resolve => setImmediate(resolve))
        began.push(`${name} ends`)
        return find('redis.off')
      },
      place,
    )
  const list = [slow('clock', 'outside'), slow('disk', 'here'), slow('node', 'here'), slow('redis', 'outside')]
  const results = await runChecks(list, patient)
  expect(began).toEqual([
    'disk begins',
    'disk ends',
    'node begins',
    'node ends',
    'clock begins',
    'redis begins',
    'clock ends',
    'redis ends',
  ])
  expect(results.map(({ name }) => name)).toEqual(['clock', 'disk', 'node', 'redis'])
})
