import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

describeEachDatabase('signing in', open => {
  let test: TestGateway
  beforeEach(async () => {
    test = await startTestGateway({ database: await open() })
  })
  afterEach(() => test.close())

  async function openPage(cookie: string): Promise<string> {
    return (await fetch(`${test.url}/chat`, { headers: { cookie } })).text()
  }

  describe('a login link', () => {
    it('opens a session whose cookie scripts and other sites cannot use', async () => {
      const response = await fetch(await test.gateway.createLoginLink())
      expect(response.status).toBe(200)
      const [cookie = ''] = response.headers.getSetCookie()
      expect(cookie).toMatch(/^telegram_ai_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
      expect(await openPage(cookie)).toContain('<form class="composer"')
    })

    it('works once, even when it is opened twice at the same moment', async () => {
      const link = await test.gateway.createLoginLink()
      const statuses = await Promise.all([fetch(link), fetch(link)].map(async response => (await response).status))
      expect(statuses.sort()).toEqual([200, 410])
    })

    it('is not used up by a program that only looks at it', async () => {
      const link = await test.gateway.createLoginLink()
      expect((await fetch(link, { method: 'HEAD' })).status).toBe(405)
      expect((await fetch(link)).status).toBe(200)
    })

    it('works for 15 minutes', async () => {
      const early = await test.gateway.createLoginLink()
      await test.clock.advance(14 * minuteMs)
      const late = await test.gateway.createLoginLink()
      expect((await fetch(early)).status).toBe(200)
      await test.clock.advance(15 * minuteMs)
      expect((await fetch(late)).status).toBe(410)
    })

    it('that no longer works says in the browser’s language how to get a new one', async () => {
      const speak = async (language: string) =>
        (await fetch(`${test.url}/login?token=old`, { headers: { 'accept-language': language } })).text()
      expect(await speak('ru-RU,ru;q=0.9,en;q=0.8')).toContain('Эта ссылка больше не действует')
      expect(await speak('de-DE')).toContain('<code>npm start</code>')
    })

    it('leaves nothing in the database that would open a session', async () => {
      const link = await test.gateway.createLoginLink()
      const cookie = (await fetch(link)).headers.getSetCookie()[0] ?? ''
      const { db } = test.deps.database
      const stored = JSON.stringify([
        await db.selectFrom('login_links').selectAll().execute(),
        await db.selectFrom('sessions').selectAll().execute(),
      ])
      expect(stored).not.toContain(new URL(link).searchParams.get('token'))
      expect(stored).not.toContain(cookie.split('=')[1]?.split(';')[0])
    })

    it('guessed ten times shuts its address out for a while', async () => {
      const guess = async () => (await fetch(`${test.url}/login?token=guess`)).status
      for (let count = 0; count < 10; count += 1) expect(await guess()).toBe(410)
      expect(await guess()).toBe(429)
      const refused = await fetch(await test.gateway.createLoginLink())
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900'])
      await test.clock.advance(15 * minuteMs)
      expect(await guess()).toBe(410)
    })
  })

  describe('a session', () => {
    it('ends after the configured days', async () => {
      const cookie = await test.signIn()
      await test.clock.advance(30 * dayMs - 1)
      expect(await openPage(cookie)).toContain('composer')
      await test.clock.advance(1)
      expect(await openPage(cookie)).not.toContain('composer')
    })

    it('ends on the server when its owner signs out', async () => {
      const cookie = await test.signIn()
      const response = await fetch(`${test.url}/logout`, { method: 'POST', headers: { cookie } })
      expect(response.status).toBe(204)
      expect(response.headers.getSetCookie()[0]).toMatch(/^telegram_ai_session=; .*Expires=Thu, 01 Jan 1970/)
      expect(await openPage(cookie)).toContain('npm start')
    })

    it('still stands when its owner comes back by the used link', async () => {
      const link = await test.gateway.createLoginLink()
      const cookie = (await fetch(link)).headers.getSetCookie()[0] ?? ''
      expect((await fetch(link, { headers: { cookie } })).status).toBe(200)
    })

    it('is swept away, with old links, when the next link is made', async () => {
      await test.signIn()
      await test.clock.advance(31 * dayMs)
      await test.gateway.createLoginLink()
      const { db } = test.deps.database
      expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([])
      expect(await db.selectFrom('login_links').selectAll().execute()).toHaveLength(1)
    })
  })
})
