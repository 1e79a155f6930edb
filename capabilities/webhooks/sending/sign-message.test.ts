import { expect, it } from 'vitest'
import { formatSecret, signMessage } from './sign-message.ts'

it('signs as the published example of Standard Webhooks does', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampSeconds: 1614265330, body: '{"test": 2432232314}' }
  expect(signMessage(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

it('signs with each secret while there are two', () => {
  const secrets = [1, 2].map(fill => formatSecret(Buffer.alloc(32, fill)))
  const message = { id: 'a', timestampSeconds: 1, body: '{}' }
  const both = secrets.map(secret => signMessage(message, [secret])).join(' ')
  expect(signMessage(message, secrets)).toBe(both)
})
