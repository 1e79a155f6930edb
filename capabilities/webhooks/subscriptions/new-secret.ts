import { newToken } from '#shared/utils'
import { formatSecret } from '../sending/sign-message.ts'

/** 256 random bits: as long as the digest, which is all that HMAC-SHA256 can use. */
export function newSecret(): string {
  return formatSecret(Buffer.from(newToken(32), 'base64url'))
}
