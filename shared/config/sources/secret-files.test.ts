import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { formatNotice } from '../fault.ts'
import { secret, secretUrl, text } from '../fields.ts'
import { loadConfig } from '../load-config.ts'
import { defineSection } from '../section.ts'

const shop = defineSection(
  'shop',
  z.strictObject({
    name: text().default('Shop'),
    token: secret(/^\d+:\w+$/, 'a token like 1:abc')
      .nullable()
      .default(null),
    store: secretUrl(['postgres:'], 'postgres://host/name').nullable().default(null),
    key: secret().nullable().default(null),
    key_file: text().default('./key'),
  }),
)

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secret-files-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function load(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string | Buffer>> = {}) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  return loadConfig([shop], { directory, env })
}

function faultsOf(...given: Parameters<typeof load>): readonly string[] {
  const outcome = load(...given)
  return outcome.kind === 'invalid' ? outcome.faults.map(formatNotice) : []
}

function loaded(...given: Parameters<typeof load>) {
  const outcome = load(...given)
  if (outcome.kind === 'invalid') throw new Error(outcome.faults.map(formatNotice).join('\n'))
  return outcome
}

it.each(['1:abc', '1:abc\n', '1:abc\r\n', '\uFEFF1:abc\n'])('reads a secret from its file (%j)', content => {
  const { values } = loaded({ SHOP_TOKEN_FILE: 'token' }, { token: content })
  expect(values.shop.token?.reveal()).toBe('1:abc')
})

it('reads it wherever the variable stands, by an absolute path too, and beside a config.yaml', () => {
  const { values } = loaded(
    { SHOP_STORE_FILE: join(directory, 'store') },
    { '.env': 'SHOP_TOKEN_FILE=token\n', token: '1:abc', store: 'postgres://u:p@h/n\n', 'config.yaml': 'shop: {}\n' },
  )
  expect([values.shop.token?.reveal(), values.shop.store?.reveal()]).toEqual(['1:abc', 'postgres://u:p@h/n'])
})

it.each([
  [{}, 'the file token does not exist; write the secret into it, or unset SHOP_TOKEN_FILE'],
  [{ token: '\n' }, 'the file token is empty; write the secret into it, or unset SHOP_TOKEN_FILE'],
  [
    { token: Buffer.from([0xff, 0xfe]) },
    'the file token is not UTF-8 text; write the secret into it, or unset SHOP_TOKEN_FILE',
  ],
])('says which file is wrong and how to cure it (%#)', (files, fault) => {
  expect(faultsOf({ SHOP_TOKEN_FILE: 'token' }, files)).toEqual([
    `environment variable SHOP_TOKEN_FILE: shop.token: ${fault}`,
  ])
})

it('says that a file cannot be read', () => {
  expect(faultsOf({ SHOP_TOKEN_FILE: '.' })).toEqual([
    expect.stringContaining('the file . cannot be read (EISDIR); write'),
  ])
})

it('refuses a bad secret at its file, without showing it', () => {
  expect(faultsOf({ SHOP_TOKEN_FILE: 'token' }, { token: 'swordfish' })).toEqual([
    'token:1:1: shop.token: found a text that is not shown; allowed: a token like 1:abc, or nothing',
  ])
})

it('refuses a secret and its file at once, but not one that is set to nothing', () => {
  expect(faultsOf({ SHOP_TOKEN: '2:b', SHOP_TOKEN_FILE: 'token' }, { token: '1:abc' })).toEqual([
    'environment variable SHOP_TOKEN_FILE: shop.token: found SHOP_TOKEN beside it; allowed: one of the two',
  ])
  expect(loaded({ SHOP_TOKEN: '', SHOP_TOKEN_FILE: 'token' }).values.shop.token?.reveal()).toBe('1:abc')
})

it('leaves alone a setting that itself ends in _file, and what is no secret', () => {
  const { values } = loaded({ SHOP_KEY_FILE: './made-later', SHOP_NAME_FILE: 'nothing' })
  expect(values.shop).toMatchObject({ name: 'Shop', key: null, key_file: './made-later' })
})

it('warns of a mistyped one', () => {
  expect(loaded({ SHOP_TOKN_FILE: 'token' }).warnings.map(formatNotice)).toEqual([
    'environment variable SHOP_TOKN_FILE: names no setting; did you mean SHOP_TOKEN_FILE?',
  ])
})
