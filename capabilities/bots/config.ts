import { z } from 'zod'
import { defineSection, type SectionValue, secret, text } from '#shared/config'
import { keyPattern } from './vault/secret-key.ts'

export type SecretsConfig = SectionValue<typeof secretsSection>

const key = () => secret(keyPattern, '32 bytes in base64, as `openssl rand -base64 32` writes them')

/** What opens the tokens of further bots: a key that is not in the database they lie in. */
export const secretsSection = defineSection(
  'secrets',
  z
    .strictObject({
      key: key().nullable().default(null).describe('Seals the tokens of further bots; without it, the key file does.'),
      former_key: key()
        .nullable()
        .default(null)
        .describe('The key before, until `npm run cli -- bots rekey` has sealed every token anew.'),
      key_file: text()
        .default('./data/secret.key')
        .describe(
          'Made when the first token is stored, readable by you alone. Keep a copy: a backup without it has no tokens.',
        ),
    })
    .describe('The key of the tokens that the database holds.'),
)
