import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createFakeClock, isPublicAddress, systemClock } from '#shared/utils'
import { readPage } from './read-page.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const never = new AbortController().signal
const base = { timeoutMs: 30_000, maxCharacters: 1000, clock: systemClock, signal: never }
/** The rule of these tests: one address of this machine is the internet, every other is not. */
const onlyHere = (address: string): boolean => address === '127.0.0.1' || isPublicAddress(address)

describe('a page behind a link', () => {
  it('is its title and main text', async () => {
    const { url, limits } = await serve((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<html><head><title> Villa &amp; garden </title></head><body><nav>Menu</nav><header>Shop</header>
        <main><h1>Villa</h1><p>Three rooms, 120&nbsp;m².</p><script>alert(1)</script></main><footer>Terms</footer></body></html>`)
    })
    expect(await readPage(`${url}/villa`, limits)).toEqual({
      kind: 'read',
      text: '# Villa & garden\n# Villa\nThree rooms, 120 m².',
      isCut: false,
    })
  })

  it('is read in the encoding that it names, and as plain text where it is that', async () => {
    const { url, limits } = await serve((request, response) => {
      const isPlain = request.url === '/plain'
      response.setHeader('content-type', isPlain ? 'text/plain' : 'text/html; charset=windows-1251')
      response.end(isPlain ? 'one <b> two' : Buffer.from([0x3c, 0x70, 0x3e, 0xd1, 0xf2, 0xf0]))
    })
    expect(await readPage(`${url}/`, limits)).toMatchObject({ kind: 'read', text: 'Стр' })
    expect(await readPage(`${url}/plain`, limits)).toMatchObject({ kind: 'read', text: 'one <b> two' })
  })

  it('is followed over three redirects and not over four, without cookies', async () => {
    const cookies: (string | undefined)[] = []
    const { url, limits } = await serve((request, response) => {
      cookies.push(request.headers.cookie)
      const left = Number(request.url?.slice(1))
      response.setHeader('set-cookie', 'id=1')
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.setHeader('content-type', 'text/plain').end('here')
    })
    expect(await readPage(`${url}/3`, limits)).toMatchObject({ kind: 'read', text: 'here' })
    expect(await readPage(`${url}/4`, limits)).toEqual({ kind: 'unread', code: 'link.too_many_redirects' })
    expect(new Set(cookies)).toEqual(new Set([undefined]))
  })

  it.each<[string, Handle, string]>([
    [
      'that is a file',
      (_, response) => void response.setHeader('content-type', 'application/zip').end('PK'),
      'link.not_a_page',
    ],
    ['that does not say what it is', (_, response) => void response.end('x'), 'link.not_a_page'],
    [
      'that comes packed although nobody asked',
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('x'),
      'link.not_a_page',
    ],
    [
      'that is empty',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<p> </p>'),
      'link.empty',
    ],
    ['that is missing', (_, response) => void response.writeHead(404).end(), 'link.http_404'],
    ['whose server breaks off', (_, response) => void response.destroy(), 'link.unreachable'],
    [
      'whose server breaks off in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': 100 })
        response.write('<p>half', () => response.destroy())
      },
      'link.unreachable',
    ],
  ])('%s is not read', async (_, handle, code) => {
    const { url, limits } = await serve(handle)
    expect(await readPage(url, limits)).toEqual({ kind: 'unread', code })
  })

  it('is read no further than a megabyte', async () => {
    let isOpen = true
    const { url, limits } = await serve((_, response) => {
      response.setHeader('content-type', 'text/plain')
      response.on('close', () => {
        isOpen = false
      })
      const write = (): void => {
        if (isOpen) response.write('word '.repeat(10_000), write)
      }
      write()
    })
    const page = await readPage(url, limits)
    expect(page).toMatchObject({ kind: 'read', isCut: true })
    expect(page.kind === 'read' && page.text.length).toBeLessThanOrEqual(1000)
    await expect.poll(() => isOpen).toBe(false)
  })

  it('is waited for only so long, and no longer than the caller does', async () => {
    const clock = createFakeClock(0)
    let tell = (): void => {}
    const asked = new Promise<void>(resolve => {
      tell = resolve
    })
    const { url, limits } = await serve(() => tell())
    const slow = readPage(url, { ...limits, clock, timeoutMs: 10_000 })
    await asked
    await clock.advance(10_000)
    expect(await slow).toEqual({ kind: 'unread', code: 'link.timeout' })
    const caller = new AbortController()
    const given = readPage(url, { ...limits, signal: caller.signal })
    caller.abort()
    expect(await given).toEqual({ kind: 'cancelled' })
  })
})

describe('a link that leads inside', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://10.0.0.1/',
    'http://172.16.3.4/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://0.0.0.0/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'https://user:secret@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://example.com:22/',
    'no link at all',
  ])('is refused: %s', async link => {
    expect(await readPage(link, { ...base, ports: [80, 443] })).toEqual({ kind: 'unread', code: 'link.unsafe' })
  })

  it('is refused behind a redirect, and nobody is asked there', async () => {
    let wasAsked = false
    const inside = await serve((_, response) => {
      wasAsked = true
      response.setHeader('content-type', 'text/plain').end('secret')
    }, '127.0.0.2')
    for (const location of [
      inside.url,
      inside.url.replace('127.0.0.2', '2130706434'),
      inside.url.replace('127.0.0.2', '[::ffff:7f00:2]'),
    ]) {
      const { url, limits } = await serve((_, response) => void response.writeHead(301, { location }).end())
      const ports = [...limits.ports, ...inside.limits.ports]
      expect(await readPage(url, { ...limits, ports })).toEqual({ kind: 'unread', code: 'link.unsafe' })
    }
    expect(wasAsked).toBe(false)
  })

  it('is refused behind a redirect to a strange port or scheme', async () => {
    for (const location of ['http://127.0.0.1:6379/', 'file:///etc/passwd', 'gopher://127.0.0.1/']) {
      const { url, limits } = await serve((_, response) => void response.writeHead(307, { location }).end())
      expect(await readPage(url, limits)).toEqual({ kind: 'unread', code: 'link.unsafe' })
    }
  })

  it('is refused where a name stands for such an address when the connection is made', async () => {
    let wasAsked = false
    const { url, limits } = await serve((_, response) => {
      wasAsked = true
      response.end()
    })
    const named = url.replace('127.0.0.1', 'localhost')
    expect(await readPage(named, { ...limits, mayConnect: isPublicAddress })).toEqual({
      kind: 'unread',
      code: 'link.unsafe',
    })
    expect(wasAsked).toBe(false)
  })
})

async function serve(handle: Handle, host = '127.0.0.1') {
  const server = createServer(handle)
  await new Promise<void>(resolve => void server.listen(0, host, resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://${host}:${port}`, limits: { ...base, ports: [port], mayConnect: onlyHere } }
}
