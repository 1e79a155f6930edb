import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import { startTestGateway, type TestGateway, testBusiness } from '../../../../testing/gateway-harness.ts'

const token = '4000000000:mini-app-token'

let test: TestGateway
beforeEach(async () => {
  const business = { ...testBusiness, ownerId: 900, operatorIds: [901] }
  test = await startTestGateway({ business, botTokens: async () => [new Secret(token)] })
})
afterEach(() => test.close())

function sign(userId: number, atMs = test.clock.now()): string {
  const fields = { auth_date: String(Math.floor(atMs / 1000)), user: JSON.stringify({ id: userId, first_name: 'O' }) }
  const key = createHmac('sha256', 'WebAppData').update(token).digest()
  const text = `auth_date=${fields.auth_date}\nuser=${fields.user}`
  return new URLSearchParams({ ...fields, hash: createHmac('sha256', key).update(text).digest('hex') }).toString()
}

async function signIn(initData: string) {
  const response = await fetch(`${test.url}/api/v1/sign-in/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ init_data: initData }),
  })
  return { status: response.status, body: await response.json(), cookie: response.headers.getSetCookie()[0] ?? '' }
}

it.each([
  [900, 'admin'],
  [901, 'operator'],
])('lets %d in as %s, by a cookie that no script reads', async (userId, role) => {
  const { status, body, cookie } = await signIn(sign(userId))
  expect([status, body]).toEqual([200, { role }])
  expect(cookie).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/)
  const me = await fetch(`${test.url}/api/v1/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(await me.json()).toMatchObject({ kind: 'session', role })
})

it('turns away a stranger, a forgery and what was signed long ago', async () => {
  expect(await signIn(sign(902))).toMatchObject({ status: 403, body: { code: 'sign_in.stranger' }, cookie: '' })
  expect(await signIn(sign(900).replace('900', '901'))).toMatchObject({
    status: 401,
    body: { code: 'sign_in.not_genuine' },
  })
  const yesterday = test.clock.now() - 86_400_000
  expect(await signIn(sign(900, yesterday))).toMatchObject({ status: 401, body: { code: 'sign_in.stale' } })
})

it('lets nobody guess for long', async () => {
  for (let tries = 0; tries < 10; tries += 1) await signIn('hash=00')
  expect(await signIn(sign(900))).toMatchObject({ status: 429 })
})
