import { expect, it, onTestFinished, vi } from 'vitest'
import { findKey, useLinkToken } from '#capabilities/access'
import { connectDatabase, migrate } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import type { Command } from '../command.ts'
import { keysCommand } from './keys.ts'
import { loginLinkCommand } from './login-link.ts'

async function openFile() {
  const target = await createTestFile()
  vi.stubEnv('DATABASE_DB_PATH', target.path)
  const database = connectDatabase(target)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await database.close()
    await target.drop()
  })
  await migrate(database)
  return database
}

async function run(command: Command, ...args: readonly string[]): Promise<{ status: number; output: string }> {
  const lines: string[] = []
  const write = (text: string) => void lines.push(text)
  const status = await command.run(args, { packageFolder: '', commands: [], print: write, complain: write })
  return { status, output: lines.join('\n') }
}

it('makes a key that opens, lists it without its secret, and ends it', async () => {
  const database = await openFile()
  const made = await run(keysCommand, 'create', '--name', 'CRM', '--role', 'operator', '--expires-days', '30')
  const [text = ''] = made.output.split('\n')
  const inDays = (days: number) => Date.now() + days * 24 * 60 * 60_000
  expect(await findKey(database.db, text, inDays(29))).toMatchObject({ kind: 'valid', key: { role: 'operator' } })
  expect(await findKey(database.db, text, inDays(31))).toEqual({ kind: 'expired' })
  const listed = await run(keysCommand, 'list')
  expect(listed.output).toMatch(
    new RegExp(`^1  ${text.slice(0, 10)}  operator  valid until \\d{4}-\\d\\d-\\d\\d  never used  CRM$`),
  )
  expect(listed.output).not.toContain(text)
  expect(await run(keysCommand, 'revoke', '1')).toEqual({ status: 0, output: 'Key 1 opens nothing any more.' })
  expect(await findKey(database.db, text, Date.now())).toEqual({ kind: 'revoked' })
  expect((await run(keysCommand, 'revoke', '7')).status).toBe(1)
  const actions = await database.db.selectFrom('audit_log').select(['actor', 'action', 'target']).execute()
  expect(actions).toEqual([
    { actor: 'cli', action: 'key.create', target: 'key:1' },
    { actor: 'cli', action: 'key.revoke', target: 'key:1' },
  ])
})

it('makes a login link of the role that was asked for', async () => {
  const database = await openFile()
  const link = new URL((await run(loginLinkCommand, '--role', 'viewer')).output)
  expect(link.href).toMatch(/^http:\/\/127\.0\.0\.1:8080\/login\?token=/)
  const token = link.searchParams.get('token') ?? ''
  const use = await database.transaction(tx => useLinkToken(tx, { token, sessionLifeMs: 1000 }, Date.now()))
  expect(use.kind).toBe('signed-in')
  expect(await database.db.selectFrom('sessions').select('role').execute()).toEqual([{ role: 'viewer' }])
})

it.each([
  [keysCommand, []],
  [keysCommand, ['list', 'all']],
  [keysCommand, ['create', '--name', 'CRM']],
  [keysCommand, ['create', '--name', 'CRM', '--role', 'owner']],
  [keysCommand, ['create', '--name', ' ', '--role', 'viewer']],
  [keysCommand, ['create', '--name', 'CRM', '--role', 'viewer', '--expires-days', '0']],
  [keysCommand, ['create', '--name', 'CRM', '--role', 'viewer', '--expire', '3']],
  [keysCommand, ['revoke']],
  [keysCommand, ['revoke', 'CRM']],
  [loginLinkCommand, ['viewer']],
  [loginLinkCommand, ['--role', 'owner']],
])('ends with status 2 and the usage when it is written wrong (%# %j)', async (command, args) => {
  const { status, output } = await run(command, ...args)
  expect([status, output]).toEqual([2, expect.stringContaining(`Write: npm run cli -- ${command.name} `)])
})
