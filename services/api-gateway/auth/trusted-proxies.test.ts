import { expect, it, onTestFinished } from 'vitest'
import { startTestGateway, testSettings } from '../../../testing/gateway-harness.ts'

/** Who guesses keys, behind a proxy of this machine (Caddy) and without one. */
async function open(trustedProxies: readonly string[]) {
  const test = await startTestGateway({ settings: { ...testSettings, trustedProxies } })
  onTestFinished(() => test.close())
  const ask = (bearer: string, forwardedFor: string) =>
    fetch(`${test.url}/api/v1/leads`, {
      headers: { authorization: `Bearer ${bearer}`, 'x-forwarded-for': forwardedFor },
    })
  const guess = async (forwardedFor: (count: number) => string) => {
    for (let count = 0; count < 100; count += 1) await ask(`wrong-${count}`, forwardedFor(count))
  }
  const statusFor = async (forwardedFor: string) => (await ask('wrong', forwardedFor)).status
  return { guess, statusFor }
}

const addressOf = (count: number) => `198.51.100.${count}`

it.each([['127.0.0.1'], ['127.0.0.0/8']])(
  'behind a proxy that is trusted (%s), the one who guesses is shut out, and no neighbour',
  async proxy => {
    const { guess, statusFor } = await open([proxy])
    await guess(() => '203.0.113.7')
    expect(await statusFor('203.0.113.7')).toBe(429)
    expect(await statusFor('203.0.113.8')).toBe(401)
  },
)

it('what the client itself wrote before the proxy added its address counts for nothing', async () => {
  const { guess, statusFor } = await open(['127.0.0.1'])
  await guess(count => `${addressOf(count)}, 203.0.113.7`)
  expect(await statusFor('198.51.100.200, 203.0.113.7')).toBe(429)
  expect(await statusFor('203.0.113.8')).toBe(401)
})

it.each([[[]], [['10.0.0.0/8']]])('a header that comes from elsewhere (trusted: %j) changes nothing', async trusted => {
  const { guess, statusFor } = await open(trusted)
  await guess(addressOf)
  expect(await statusFor('203.0.113.8')).toBe(429)
})
