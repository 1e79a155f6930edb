import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import { checkInitData } from './check-init-data.ts'

const token = '4000000000:mini-app-token'
const nowMs = Date.parse('2026-01-14T09:00:00Z')
const rule = { nowMs, maxAgeMs: 3_600_000 }

/** As Telegram's documentation describes it, independently of the code under test. */
function sign(fields: Readonly<Record<string, string>>, by = token): string {
  const lines = Object.keys(fields)
    .toSorted()
    .map(name => `${name}=${fields[name]}`)
  const key = createHmac('sha256', 'WebAppData').update(by).digest()
  const hash = createHmac('sha256', key).update(lines.join('\n')).digest('hex')
  return new URLSearchParams({ ...fields, hash }).toString()
}

const fields = {
  query_id: 'AAF',
  user: JSON.stringify({ id: 900, first_name: 'Ольга & Co=', language_code: 'ru' }),
  auth_date: String(nowMs / 1000 - 60),
  signature: 'of-telegram',
}

it('knows the person whom Telegram has signed, by whichever bot of ours', () => {
  const tokens = [new Secret('5000000000:another'), new Secret(token)]
  expect(checkInitData(sign(fields), tokens, rule)).toEqual({ kind: 'genuine', userId: 900, languageCode: 'ru' })
})

it.each([
  ['another bot', sign(fields, '6000000000:stranger')],
  ['a changed user', sign(fields).replace('900', '901')],
  ['an added field', `${sign(fields)}&admin=1`],
  ['no hash', new URLSearchParams(fields).toString()],
  ['a hash of another length', `${new URLSearchParams(fields).toString()}&hash=ab`],
  ['nothing', ''],
  ['no user', sign({ auth_date: fields.auth_date })],
  ['a user that is none', sign({ ...fields, user: '{"id":"900"}' })],
])('refuses %s', (_, initData) => {
  expect(checkInitData(initData, [new Secret(token)], rule)).toEqual({ kind: 'forged' })
})

it.each([-3_601, 61])('refuses what was signed %d seconds from now', seconds => {
  const initData = sign({ ...fields, auth_date: String(nowMs / 1000 + seconds) })
  expect(checkInitData(initData, [new Secret(token)], rule)).toEqual({ kind: 'stale' })
})

it('opens nothing where there is no bot', () => {
  expect(checkInitData(sign(fields), [], rule)).toEqual({ kind: 'forged' })
})
