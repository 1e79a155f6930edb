import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { httpUrl, listOf, secret, text, wholeNumber } from '../fields.ts'
import { loadConfig } from '../load-config.ts'
import { defineSection } from '../section.ts'
import { parseDotenv } from '../sources/dotenv.ts'
import { writeDotenv } from '../sources/write-dotenv.ts'
import { changeSettings } from './change-settings.ts'
import { listSettings } from './list-settings.ts'

const server = defineSection(
  'server',
  z
    .strictObject({
      base_url: httpUrl().nullable().default(null).describe('Where it is.'),
      api_key: secret().nullable().default(null).describe('Its key.'),
      timeout: wholeNumber({ min: 1, max: 60 }).default(30).describe('Seconds.'),
      names: listOf(text()).default([]).describe('Names.'),
    })
    .describe('A server.'),
)

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const source = (env: Record<string, string> = {}) => ({ directory, env })
const change = (changes: Record<string, string | null>, env = {}) => changeSettings([server], source(env), changes)
const read = (file: string): string => readFileSync(join(directory, file), 'utf8')
const write = (file: string, text: string): void => writeFileSync(join(directory, file), text)

describe('a changed setting', () => {
  it('stands in .env, counts over config.yaml, and leaves every other line as it was', () => {
    write('config.yaml', '# mine\nserver:\n  base_url: http://old:1 # remark\n')
    write('.env', '# tokens\r\nOTHER=1 # stays\nSERVER_TIMEOUT=5\n')
    expect(change({ 'server.base_url': 'http://new:2', 'server.timeout': '7' })).toEqual({ kind: 'written' })
    expect(read('.env')).toBe('# tokens\nOTHER=1 # stays\nSERVER_TIMEOUT=7\nSERVER_BASE_URL=http://new:2\n')
    expect(read('config.yaml')).toContain('http://old:1 # remark')
    expect(loadConfig([server], source())).toMatchObject({
      values: { server: { base_url: 'http://new:2', timeout: 7 } },
    })
    expect(statSync(join(directory, '.env')).mode & 0o777).toBe(0o600)
  })

  it('is taken back with nothing, and given back to config.yaml with null', () => {
    write('config.yaml', 'server:\n  base_url: http://old:1\n')
    change({ 'server.base_url': '' })
    expect(loadConfig([server], source())).toMatchObject({ values: { server: { base_url: null } } })
    change({ 'server.base_url': null })
    expect(read('.env')).toBe('')
    expect(loadConfig([server], source())).toMatchObject({ values: { server: { base_url: 'http://old:1' } } })
  })

  it('is refused where the environment decides: a file would lose without a word', () => {
    const env = { SERVER_TIMEOUT: '9' }
    expect(change({ 'server.timeout': '7', 'server.base_url': 'http://new:2' }, env)).toEqual({
      kind: 'overruled',
      keys: ['server.timeout'],
    })
    expect(() => read('.env')).toThrow('ENOENT')
  })

  it('with which the platform would not start changes nothing, and a secret is not quoted', () => {
    write('.env', 'SERVER_TIMEOUT=5\n')
    const outcome = change({ 'server.timeout': '600' })
    expect(outcome).toMatchObject({
      kind: 'invalid',
      faults: [{ key: 'server.timeout', text: expect.stringContaining('from 1 to 60') }],
    })
    expect(JSON.stringify(change({ 'server.api_key': ' ' }))).not.toContain('" "')
    expect(change({ 'server.nothing': '1' })).toEqual({ kind: 'unknown', keys: ['server.nothing'] })
    expect(read('.env')).toBe('SERVER_TIMEOUT=5\n')
  })

  it('is written where .env points to, and nothing beside it: in containers the folder of config.yaml is closed', () => {
    mkdirSync(join(directory, 'data'))
    symlinkSync('data/.env', join(directory, '.env'))
    expect(change({ 'server.timeout': '7' })).toEqual({ kind: 'written' })
    expect(change({ 'server.timeout': '8' })).toEqual({ kind: 'written' })
    expect(read('data/.env')).toBe('SERVER_TIMEOUT=8\n')
    expect(lstatSync(join(directory, '.env')).isSymbolicLink()).toBe(true)
    expect(loadConfig([server], source())).toMatchObject({ values: { server: { timeout: 8 } } })
  })

  it('is not written into a folder that is not there', () => {
    const elsewhere = { directory, env: {}, configPath: 'no/such/config.yaml' }
    expect(changeSettings([server], elsewhere, { 'server.timeout': '7' }).kind).not.toBe('written')
  })
})

it('tells of every setting what it is, where it was written, and of a secret only that it is there', () => {
  write('config.yaml', 'server:\n  timeout: 9\n  names: [a, b]\n')
  write('.env', 'SERVER_API_KEY=hush\n')
  const states = listSettings([server], source({ SERVER_BASE_URL: 'http://env:3' }))
  expect(states.map(({ key, value, isSet, place }) => [key, value, isSet, place])).toMatchObject([
    ['server.base_url', 'http://env:3', true, { kind: 'environment', variable: 'SERVER_BASE_URL' }],
    ['server.api_key', null, true, { kind: 'file', file: '.env', line: 1 }],
    ['server.timeout', '9', true, { kind: 'file', file: 'config.yaml', line: 2 }],
    ['server.names', 'a, b', true, { kind: 'file', file: 'config.yaml', line: 3 }],
  ])
})

test('whatever is written into .env is read back as it was, among whatever stood there', () => {
  const name = fc.stringMatching(/^[A-Z][A-Z_]{0,5}$/)
  const value = fc.string().filter(given => !given.includes('\r'))
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.dictionary(name, value), (before, changes) => {
      const former = writeDotenv('# head\n', new Map(Object.entries(before)))
      const { entries, faults } = parseDotenv(writeDotenv(former, new Map(Object.entries(changes))), '.env')
      expect(faults).toEqual([])
      expect(Object.fromEntries(entries.map(entry => [entry.name, entry.value]))).toEqual({ ...before, ...changes })
    }),
  )
})
