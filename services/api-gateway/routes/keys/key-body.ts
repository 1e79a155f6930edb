import { z } from 'zod'
import { type ApiKey, roles } from '#capabilities/access'
import { toInstant } from '../../http/fields/instants.ts'

export const roleField = z
  .enum(roles)
  .describe(
    'viewer reads; operator also works with clients; admin also decides who comes in and what leaves the house.',
  )

/** A key without its secret. */
export const keyBody = z
  .object({
    id: z.int(),
    name: z.string().describe('What its owner calls it.'),
    prefix: z.string().describe('The first characters of the key, to tell keys apart by.'),
    role: roleField,
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable().describe('From then on the key opens nothing; null: never.'),
    last_used_at: z.iso.datetime().nullable().describe('Right to a minute; null: not yet.'),
    revoked_at: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Key',
    examples: [
      {
        id: 7,
        name: 'CRM',
        prefix: 'tap_Zk3vQ9',
        role: 'operator',
        created_at: '2026-01-14T09:00:00.000Z',
        expires_at: '2027-01-14T09:00:00.000Z',
        last_used_at: null,
        revoked_at: null,
      },
    ],
  })

export function toKeyBody(key: ApiKey): z.infer<typeof keyBody> {
  const { id, name, prefix, role } = key
  return {
    id,
    name,
    prefix,
    role,
    created_at: toInstant(key.createdAt),
    expires_at: toInstant(key.expiresAt),
    last_used_at: toInstant(key.lastUsedAt),
    revoked_at: toInstant(key.revokedAt),
  }
}
