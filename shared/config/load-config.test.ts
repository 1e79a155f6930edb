import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatFaults, formatNotice } from './fault.ts'
import {
  choice,
  decimal,
  flag,
  group,
  hiddenText,
  httpUrl,
  listOf,
  percent,
  port,
  secret,
  secretUrl,
  text,
  timeOfDay,
  timeZone,
  webOrigin,
  wholeNumber,
} from './fields.ts'
import { type ConfigSource, loadConfig } from './load-config.ts'
import { defineSection } from './section.ts'

const shop = defineSection(
  'shop',
  z.strictObject({
    name: text().default('Shop'),
    port: port().default(80),
    rate: decimal({ min: 0, max: 2 }).default(0.5),
    is_open: flag().default(true),
    mode: choice(['fast', 'slow']).default('fast'),
    site: httpUrl().nullable().default(null),
    zone: timeZone().default('UTC'),
    opens_at: timeOfDay().default('09:00'),
    origins: listOf(webOrigin()).default([]),
    token: secret().nullable().default(null),
    store: secretUrl(['postgres:', 'postgresql:'], 'postgres://host/name').nullable().default(null),
    fax: hiddenText().nullable().default(null),
    limits: group({ enabled: flag().default(true), share: percent().default(50) }),
  }),
  {
    retired: { fax: 'no one sends a fax' },
    rules: [
      {
        keys: ['mode', 'site'],
        judge: value => (value.mode === 'slow' && value.site === null ? 'found slow, which needs site' : null),
      },
    ],
  },
)
const desk = defineSection('desk', z.strictObject({ seats: wholeNumber({ min: 1, max: 9 }).default(2) }), {
  retired: 'there are no desks',
})
const sections = [shop, desk] as const

let directory: string | undefined
afterEach(() => directory !== undefined && rmSync(directory, { recursive: true, force: true }))

interface Given extends Partial<ConfigSource> {
  readonly yaml?: string
  readonly dotenv?: string
  readonly files?: Readonly<Record<string, string | Buffer>>
}

function load({ yaml, dotenv, files = {}, ...source }: Given) {
  directory = mkdtempSync(join(tmpdir(), 'config-'))
  const all = {
    ...(yaml === undefined ? {} : { 'config.yaml': yaml }),
    ...(dotenv === undefined ? {} : { '.env': dotenv }),
    ...files,
  }
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return loadConfig(sections, { env: {}, ...source, directory })
}

function loaded(given: Given) {
  const outcome = load(given)
  if (outcome.kind === 'invalid') throw new Error(formatFaults(outcome.faults))
  return outcome
}

function faultsOf(given: Given): readonly string[] {
  const outcome = load(given)
  return outcome.kind === 'invalid' ? outcome.faults.map(formatNotice) : []
}

describe('where values come from', () => {
  test('without any file everything has its default', () => {
    const { values, warnings } = loaded({})
    expect(values.shop).toMatchObject({ name: 'Shop', port: 80, token: null, limits: { enabled: true, share: 50 } })
    expect(warnings).toEqual([])
  })

  test.each(['', '# nothing but a comment\n', 'shop:\n', 'shop: {}\n', 'shop:\n  limits:\n', '---\n', '\uFEFFshop:\n'])(
    '%j is all defaults',
    yaml => expect(loaded({ yaml }).values.shop).toMatchObject({ port: 80, limits: { share: 50 } }),
  )

  test('environment over .env over config.yaml over default', () => {
    const yaml = 'shop: {port: 1, name: file, rate: 1}'
    const dotenv = 'SHOP_PORT=2\nSHOP_NAME=dotenv\n'
    const { shop: value } = loaded({ yaml, dotenv, env: { SHOP_PORT: '3' } }).values
    expect(value).toMatchObject({ port: 3, name: 'dotenv', rate: 1, mode: 'fast' })
  })

  test('the variable of a nested key is its whole path', () => {
    const { limits } = loaded({ yaml: 'shop: {limits: {share: 1}}', env: { SHOP_LIMITS_SHARE: '7' } }).values.shop
    expect(limits).toEqual({ enabled: true, share: 7 })
  })

  test('a variable that is set to nothing takes a value back', () => {
    const yaml = 'shop: {token: abc, origins: [https://a.example]}'
    const { values } = loaded({ yaml, env: { SHOP_TOKEN: '', SHOP_ORIGINS: '' } })
    expect(values.shop).toMatchObject({ token: null, origins: [] })
  })

  test('CONFIG_PATH names another file, and .env is looked for beside it', () => {
    const files = { 'conf/mine.yaml': 'shop: {name: mine}', 'conf/.env': 'SHOP_PORT=81', '.env': 'SHOP_PORT=82' }
    const { values } = loaded({ files, yaml: 'shop: {name: other}', env: { CONFIG_PATH: 'conf/mine.yaml' } })
    expect(values.shop).toMatchObject({ name: 'mine', port: 81 })
  })

  test('a reference reads the environment, then .env, then its default', () => {
    const yaml = `shop:\n  name: \${A:x}\n  port: \${B:8080}\n  origins: ["\${C}"]\n  is_open: \${D:off}`
    const { values } = loaded({ yaml, dotenv: 'A=from dotenv\nB=1', env: { B: '2', C: 'https://c.example' } })
    expect(values.shop).toMatchObject({ name: 'from dotenv', port: 2, origins: ['https://c.example'], is_open: false })
  })

  test('a reference to an empty variable is nothing', () => {
    expect(loaded({ yaml: `shop: {token: "\${T:default}"}`, env: { T: '' } }).values.shop.token).toBeNull()
  })
})

describe('what values may look like', () => {
  test.each(['true', 'True', 'yes', 'YES', 'on', '1', '"1"'])('%s is true', word => {
    expect(loaded({ yaml: `shop: {is_open: ${word}}` }).values.shop.is_open).toBe(true)
  })

  test.each(['false', 'no', 'Off', '0', '"no"'])('%s is false', word => {
    expect(loaded({ yaml: `shop: {is_open: ${word}}` }).values.shop.is_open).toBe(false)
  })

  test('a list may be one text with commas', () => {
    const env = { SHOP_ORIGINS: 'https://a.example, http://localhost:3000/,' }
    expect(loaded({ env }).values.shop.origins).toEqual(['https://a.example', 'http://localhost:3000'])
  })

  test('a URL loses its trailing slash', () => {
    expect(loaded({ env: { SHOP_SITE: 'http://localhost:8000/v1/' } }).values.shop.site).toBe(
      'http://localhost:8000/v1',
    )
  })

  test('the name of a driver is dropped from a database URL', () => {
    const { store } = loaded({ env: { SHOP_STORE: 'postgresql+asyncpg://u:p@h/db' } }).values.shop
    expect(store?.reveal()).toBe('postgresql://u:p@h/db')
  })

  test('a secret prints as *** and can be revealed', () => {
    const { values } = loaded({ env: { SHOP_TOKEN: 'abc123' } })
    expect(values.shop.token?.reveal()).toBe('abc123')
    expect(`${inspect(values)} ${JSON.stringify(values)}`).not.toContain('abc123')
  })

  test.each([
    ['port: abc', 'config.yaml:2:9: shop.port: found "abc"; allowed: a whole number from 0 to 65535'],
    ['port: 1.5', 'config.yaml:2:9: shop.port: found 1.5; allowed: a whole number from 0 to 65535'],
    ['port: 70000', 'config.yaml:2:9: shop.port: found 70000; allowed: a whole number from 0 to 65535'],
    ['port: "0x50"', 'config.yaml:2:9: shop.port: found "0x50"; allowed: a whole number from 0 to 65535'],
    ['port:', 'config.yaml:2:8: shop.port: found nothing; allowed: a whole number from 0 to 65535'],
    ['port: [80]', 'config.yaml:2:9: shop.port: found a list; allowed: a whole number from 0 to 65535'],
    ['port: {a: 1}', 'config.yaml:2:9: shop.port: found keys below it; allowed: a whole number from 0 to 65535'],
    ['rate: .nan', 'config.yaml:2:9: shop.rate: found NaN; allowed: a number from 0 to 2'],
    ['is_open: maybe', 'config.yaml:2:12: shop.is_open: found "maybe"; allowed: true or false'],
    ['is_open: 2', 'config.yaml:2:12: shop.is_open: found 2; allowed: true or false'],
    ['mode: Fast', 'config.yaml:2:9: shop.mode: found "Fast"; allowed: one of fast, slow'],
    ['name: 5', 'config.yaml:2:9: shop.name: found 5; allowed: text (in quotes when it looks like a number)'],
    ['name: " "', 'config.yaml:2:9: shop.name: found " "; allowed: text (in quotes when it looks like a number)'],
    [
      'site: shop.example',
      'config.yaml:2:9: shop.site: found "shop.example"; allowed: a URL like https://host:port, or nothing',
    ],
    [
      'zone: Mars/Base',
      'config.yaml:2:9: shop.zone: found "Mars/Base"; allowed: a time zone like Europe/Moscow or Asia/Bangkok',
    ],
    [
      'opens_at: 24:00',
      'config.yaml:2:13: shop.opens_at: found "24:00"; allowed: a time of day from 00:00 to 23:59, written HH:MM',
    ],
    [
      'origins: [https://a.example, "*"]',
      'config.yaml:2:12: shop.origins: found "*"; allowed: a list; each entry an origin like https://shop.example (no path, no *)',
    ],
    ['limits: 5', 'config.yaml:2:11: shop.limits: found a value; allowed: keys below it (enabled, share)'],
    [
      `token: \${NO_TOKEN}`,
      `config.yaml:2:10: shop.token: the variable NO_TOKEN is not set; set it (it may be empty), or write a default: \${NO_TOKEN:default}`,
    ],
    ['prot: 80', /^config\.yaml:2:3: shop\.prot: found an unknown key, did you mean port\? allowed: name, port, /],
    [
      'limits: {shar: 1}',
      'config.yaml:2:12: shop.limits.shar: found an unknown key, did you mean share? allowed: enabled, share',
    ],
    ['constructor: 1', /^config\.yaml:2:3: shop\.constructor: found an unknown key; allowed: /],
    ['"": 1', /^config\.yaml:2:3: shop\.: found an unknown key; allowed: /],
  ])('%s is refused', (line, fault) => {
    const faults = faultsOf({ yaml: `shop:\n  ${line}\n` })
    expect(faults).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)])
  })

  test.each(['1e3', '0x10', '1_000', ' 5', '5 ', '٥', 'Infinity', '--5'])(
    'the number %j in a variable is refused',
    value => {
      expect(faultsOf({ env: { SHOP_PORT: value } })).toHaveLength(1)
    },
  )
})

describe('faults', () => {
  test('all are found at once, in the order of their places', () => {
    const yaml = 'shop:\n  zone: Nowhere\n  prot: 1\nshoop:\n  a: 1\n'
    const outcome = load({ yaml, dotenv: 'nonsense\nSHOP_RATE=9\n', env: { SHOP_PORT: 'x', SHOP_MODE: '' } })
    expect(outcome.kind === 'invalid' && formatFaults(outcome.faults).replace(/allowed: name, .*/, 'allowed: …')).toBe(
      `The configuration has 7 faults:
  config.yaml:2:9: shop.zone: found "Nowhere"; allowed: a time zone like Europe/Moscow or Asia/Bangkok
  config.yaml:3:3: shop.prot: found an unknown key, did you mean port? allowed: …
  config.yaml:4:1: shoop: found an unknown section, did you mean shop? allowed: shop
  .env:1:1: found a line that is no setting; allowed: NAME=value or a # comment
  .env:2:1: shop.rate: found 9; allowed: a number from 0 to 2
  environment variable SHOP_MODE: shop.mode: found an empty text; allowed: one of fast, slow
  environment variable SHOP_PORT: shop.port: found "x"; allowed: a whole number from 0 to 65535`,
    )
  })

  test('one fault is announced as one', () => {
    const outcome = load({ env: { SHOP_PORT: 'x' } })
    expect(outcome.kind === 'invalid' && formatFaults(outcome.faults)).toMatch(
      /^The configuration has a fault:\n {2}env/,
    )
  })

  test('a fault in a referenced variable names the variable', () => {
    expect(faultsOf({ yaml: `shop:\n  port: \${P}`, env: { P: 'abc' } })).toEqual([
      'config.yaml:2:9: shop.port: found "abc" (from the variable P); allowed: a whole number from 0 to 65535',
    ])
  })

  test('secrets are never shown, not even on the wrong line', () => {
    const token = '123456789:AAE-not_a_real_token_0123456789'
    const yaml = `shop:\n  token: [${token}]\n  store: mysql://u:hunter2@h/db\n  site: ftp://u:hunter2@h\n  mode: "${token}"\n  fax: [hunter2]`
    const all = faultsOf({ yaml, env: { SHOP_PORT: token, SHOP_ZONE: `x ${token}` } }).join('\n')
    expect(all.split('\n')).toHaveLength(7)
    expect(all).not.toMatch(/hunter2|AAE-not/)
  })

  test('a long value is cut', () => {
    expect(faultsOf({ env: { SHOP_ZONE: 'z'.repeat(1000) } })[0]?.length).toBeLessThan(200)
  })

  test('a rule between keys is judged, and shown at the place of its first key', () => {
    expect(faultsOf({ yaml: 'shop:\n  mode: slow\n' })).toEqual([
      'config.yaml:2:9: shop.mode: found slow, which needs site',
    ])
    expect(faultsOf({ env: { SHOP_MODE: 'slow' } })).toEqual([
      'environment variable SHOP_MODE: shop.mode: found slow, which needs site',
    ])
  })

  test('a rule is judged beside faults of other keys, but not on a faulty key of its own', () => {
    expect(faultsOf({ yaml: 'shop: {mode: slow, port: x}' })).toHaveLength(2)
    expect(faultsOf({ yaml: 'shop: {mode: slow, site: x}' })).toEqual([expect.stringContaining('shop.site')])
  })

  test('a key that is written twice is a fault, in every depth', () => {
    expect(faultsOf({ yaml: 'shop:\n  port: 1\n  port: 2\nshop:\n  limits: {share: 1, share: 2}\n' })).toEqual([
      'config.yaml:3:3: shop.port: found a second time (the first is on line 2); allowed: once',
      'config.yaml:4:1: shop: found a second time (the first is on line 1); allowed: once',
      'config.yaml:5:22: shop.limits.share: found a second time (the first is on line 5); allowed: once',
    ])
  })

  test.each([
    [
      'shop:\n  name: "open\n',
      'config.yaml:3:1: not valid YAML: a colon, comma, bracket or closing quote is missing here',
    ],
    ['shop:\n\tname: x\n', /^config\.yaml:2:\d: not valid YAML: /],
    ['shop:\n  name: x\n port: 1\n', /^config\.yaml:3:\d: not valid YAML: /],
    ['shop: {name: @you}\n', /^config\.yaml:1:\d+: not valid YAML: a value cannot start with this character/],
    ['shop:\n  name: !secret x\n', /^config\.yaml:2:\d+: not valid YAML: found a !tag/],
    ['shop: {}\n---\nshop: {}\n', /^config\.yaml:\d:1: not valid YAML: found a second document/],
  ])('%j is not YAML, and says where', (yaml, fault) => {
    const expected = typeof fault === 'string' ? fault : expect.stringMatching(fault)
    expect(faultsOf({ yaml, env: { SHOP_PORT: 'x' } })).toContainEqual(expected)
  })

  test('a syntax error never quotes the line', () => {
    expect(faultsOf({ yaml: 'shop:\n  token: "hunter2" hunter3\n  name: "hunter4\n' }).join()).not.toMatch(/hunter/)
  })

  test('an alias is refused by name', () => {
    expect(faultsOf({ yaml: 'shop:\n  name: &n x\n  zone: *n\n' })).toContain(
      'config.yaml:3:9: shop.zone: found the alias *n; allowed: the value itself',
    )
  })

  test.each(['hello', '- shop', '5'])('%j holds no sections', yaml => {
    expect(faultsOf({ yaml })).toEqual(['config.yaml:1:1: found no sections; allowed: shop'])
  })

  test('a given path must exist; the default one need not', () => {
    expect(faultsOf({ env: { CONFIG_PATH: 'conf/mine.yaml' } })).toEqual([
      'conf/mine.yaml:1:1: the file does not exist; see CONFIG_PATH',
    ])
    expect(faultsOf({ env: { CONFIG_PATH: '' } })).toEqual([])
  })

  test('a file that is no UTF-8 text, or no file, is a fault', () => {
    const utf16 = Buffer.from('\uFEFFshop: {name: Лавка}', 'utf16le')
    expect(faultsOf({ files: { 'config.yaml': utf16 } })).toEqual(['config.yaml:1:1: the file is not UTF-8 text'])
    expect(faultsOf({ files: { '.env/x': '' } })).toEqual(['.env:1:1: the file cannot be read (EISDIR)'])
  })
})

describe('warnings', () => {
  test('a retired key that is set gives one with its reason; its value is still read', () => {
    const { values, warnings } = loaded({ yaml: 'shop:\n  fax: +7999\n' })
    expect(warnings.map(formatNotice)).toEqual(['config.yaml:2:3: shop.fax: has no effect: no one sends a fax'])
    expect(values.shop.fax).toBe(7999)
  })

  test('a retired key whose variable is not set is a warning, not a fault', () => {
    expect(loaded({ yaml: `shop:\n  fax: \${FAX}\n` }).warnings).toHaveLength(1)
  })

  test.each(['shop: {fax: null}', 'shop: {fax: ""}', `shop: {fax: "\${EMPTY}"}`, 'desk:', 'desk: {}'])(
    '%s sets nothing and gives none',
    yaml => expect(loaded({ yaml, env: { EMPTY: '' } }).warnings).toEqual([]),
  )

  test('a retired section gives one, whatever is set in it', () => {
    const { warnings } = loaded({ yaml: 'desk:\n  seats: 3\n', env: { DESK_SEATS: '4' } })
    expect(warnings.map(formatNotice)).toEqual(['config.yaml:1:1: desk: has no effect: there are no desks'])
    expect(loaded({ env: { DESK_SEATS: '4' } }).warnings.map(formatNotice)).toEqual([
      'environment variable DESK_SEATS: desk: has no effect: there are no desks',
    ])
  })

  test('retired keys keep their types and ranges', () => {
    expect(faultsOf({ yaml: 'desk: {seats: 10}' })).toHaveLength(1)
  })

  test('a variable that is nearly one of ours gives one; others are none of our business', () => {
    const env = { SHOP_TOKE: 'abc', SHOP_COLOUR_OF_DOOR: 'x', PATH: '/bin', SHOP: 'x', TOKEN: 'x' }
    const { warnings } = loaded({ env, dotenv: 'SHOP_PROT=1' })
    expect(warnings.map(formatNotice)).toEqual([
      '.env:1:1: SHOP_PROT: names no setting; did you mean SHOP_PORT?',
      'environment variable SHOP_TOKE: names no setting; did you mean SHOP_TOKEN?',
    ])
  })
})
