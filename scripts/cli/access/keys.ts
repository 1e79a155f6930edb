import { parseArgs } from 'node:util'
import { type ApiKey, createKey, listKeys, type Role, revokeKey, roles } from '#capabilities/access'
import type { Database } from '#shared/database'
import { systemClock } from '#shared/utils'
import type { Command, Surroundings } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'

/** Keys of programs that call the API. */
export const keysCommand: Command = {
  name: 'keys',
  usage: `list | create --name NAME --role ${roles.join('|')} [--expires-days DAYS] | revoke ID`,
  summary: 'List, make or revoke the keys of programs that call the API; a new key is shown once.',
  async run(args, surroundings) {
    const order = readOrder(args)
    if (order !== null) return withOwnerDatabase(surroundings, database => obey(order, database, surroundings))
    surroundings.complain(`Write: npm run cli -- keys ${keysCommand.usage}`)
    return 2
  },
}

type Order =
  | { readonly kind: 'list' }
  | { readonly kind: 'create'; readonly name: string; readonly role: Role; readonly expiresDays: number | null }
  | { readonly kind: 'revoke'; readonly id: number }

const dayMs = 24 * 60 * 60_000

function readOrder([verb, ...rest]: readonly string[]): Order | null {
  if (verb === 'list') return rest.length === 0 ? { kind: 'list' } : null
  if (verb === 'revoke') return rest.length === 1 && isCount(rest[0]) ? { kind: 'revoke', id: Number(rest[0]) } : null
  return verb === 'create' ? readCreation(rest) : null
}

function readCreation(args: readonly string[]): Order | null {
  const options = { name: { type: 'string' }, role: { type: 'string' }, 'expires-days': { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, strict: false })
  const { name, 'expires-days': days } = values
  const role = roles.find(known => known === values.role)
  if (positionals.length > 0 || Object.keys(values).some(option => !(option in options))) return null
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100 || role === undefined) return null
  if (days === undefined) return { kind: 'create', name: name.trim(), role, expiresDays: null }
  return isCount(days) ? { kind: 'create', name: name.trim(), role, expiresDays: Number(days) } : null
}

function isCount(text: string | boolean | undefined): boolean {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text)
}

async function obey(order: Order, database: Database, surroundings: Surroundings): Promise<number> {
  switch (order.kind) {
    case 'list':
      surroundings.print(formatKeys(await listAll(database)))
      return 0
    case 'create':
      return create(order, database, surroundings)
    case 'revoke':
      return revoke(order.id, database, surroundings)
  }
}

async function create(
  { name, role, expiresDays }: Order & { readonly kind: 'create' },
  database: Database,
  { print }: Surroundings,
): Promise<number> {
  const nowMs = systemClock.now()
  const expiresAt = expiresDays === null ? null : nowMs + expiresDays * dayMs
  const { key, text } = await database.transaction(tx => createKey(tx, { name, role, expiresAt, actor: 'cli' }, nowMs))
  print(`${text}\n\nKey ${key.id} (${role}) is made. Keep it: it is shown only now.`)
  return 0
}

async function revoke(id: number, database: Database, { print, complain }: Surroundings): Promise<number> {
  const { kind } = await database.transaction(tx => revokeKey(tx, { id, actor: 'cli' }, systemClock.now()))
  if (kind === 'unknown') {
    complain(`There is no key ${id}. See them all: npm run cli -- keys list`)
    return 1
  }
  print(kind === 'revoked' ? `Key ${id} opens nothing any more.` : `Key ${id} was revoked before.`)
  return 0
}

async function listAll({ db }: Database): Promise<readonly ApiKey[]> {
  const keys: ApiKey[] = []
  for (;;) {
    const page = await listKeys(db, { limit: 200, beforeId: keys.at(-1)?.id ?? null })
    keys.push(...page)
    if (page.length < 200) return keys
  }
}

function formatKeys(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return 'There are no keys yet. Make one: npm run cli -- keys create --name NAME --role viewer'
  const rows = keys.map(key => [
    String(key.id),
    key.prefix,
    key.role,
    describeState(key),
    key.lastUsedAt === null ? 'never used' : `used ${formatDay(key.lastUsedAt)}`,
    key.name,
  ])
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function describeState({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${formatDay(revokedAt)}`
  if (expiresAt === null) return 'valid'
  return `${expiresAt <= systemClock.now() ? 'expired' : 'valid until'} ${formatDay(expiresAt)}`
}

function formatDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
