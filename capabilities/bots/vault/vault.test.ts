import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import { createVault, type Vault, type VaultOptions } from './create-vault.ts'

const token = new Secret('5000000001:canary-token-of-a-bot')
const place = 'bot_accounts:telegram:5000000001'
const oneKey = new Secret('MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=')
const otherKey = new Secret('YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=')

let folder: string
let keyFile: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
  keyFile = join(folder, 'data', 'secret.key')
})

afterEach(() => rmSync(folder, { recursive: true }))

function open(options: Partial<VaultOptions> = {}): Vault {
  return createVault({ key: null, formerKey: null, keyFile, ...options })
}

function reveal(opening: ReturnType<Vault['open']>): string {
  return opening.kind === 'opened' ? opening.secret.reveal() : opening.kind
}

describe('a sealed secret', () => {
  it('opens again, in another process, too', () => {
    const sealed = open().seal(token, place)
    expect(reveal(open().open(sealed, place))).toBe(token.reveal())
  })

  it('shows nothing of the secret, and never looks the same twice', () => {
    const vault = open()
    const [one, other] = [vault.seal(token, place), vault.seal(token, place)]
    expect(one.text).not.toBe(other.text)
    const raw = Buffer.from(one.text.slice(3), 'base64url').toString('latin1')
    expect(`${JSON.stringify(one)}${raw}`).not.toContain('canary')
  })

  it('does not open for another bot', () => {
    const vault = open()
    expect(reveal(vault.open(vault.seal(token, place), 'bot_accounts:telegram:5000000002'))).toBe('damaged')
  })

  it.each([3, 20, -2])('does not open after a change of its character %i', index => {
    const vault = open()
    const sealed = vault.seal(token, place)
    const at = index < 0 ? sealed.text.length + index : index
    const other = sealed.text[at] === 'A' ? 'B' : 'A'
    const text = sealed.text.slice(0, at) + other + sealed.text.slice(at + 1)
    expect(reveal(vault.open({ ...sealed, text }, place))).toBe('damaged')
  })

  it.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA'])('that is nothing like one (%j) does not open', text => {
    const vault = open()
    const { keyId } = vault.seal(token, place)
    expect(reveal(vault.open({ keyId, text }, place))).toBe('damaged')
  })
})

describe('the key file', () => {
  it('is made at the first use, for its owner alone', () => {
    expect(open().currentKeyId()).toBeNull()
    open().seal(token, place)
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(open().currentKeyId()).toMatch(/^[0-9a-f]{12}$/)
  })

  it('that was lost leaves secrets that no other key opens', () => {
    const sealed = open().seal(token, place)
    rmSync(keyFile)
    open().seal(token, place)
    expect(reveal(open().open(sealed, place))).toBe('no-key')
  })

  it('that is damaged is named, and stays as it is', () => {
    open().seal(token, place)
    writeFileSync(keyFile, 'half a key')
    const code = 'secrets.key_file_unreadable'
    expect(() => open().seal(token, place)).toThrow(expect.objectContaining({ code }))
    expect(readFileSync(keyFile, 'utf8')).toBe('half a key')
  })

  it('opens what was sealed before a rotation until it has ended', () => {
    const vault = open()
    const sealed = vault.seal(token, place)
    vault.beginRotation()
    expect(vault.currentKeyId()).not.toBe(sealed.keyId)
    expect(reveal(open().open(sealed, place))).toBe(token.reveal())
    const anew = vault.seal(token, place)
    vault.endRotation()
    expect(reveal(open().open(sealed, place))).toBe('no-key')
    expect(reveal(open().open(anew, place))).toBe(token.reveal())
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  })
})

describe('a key of the settings', () => {
  it('seals without a file', () => {
    const sealed = open({ key: oneKey }).seal(token, place)
    expect(() => statSync(keyFile)).toThrow('ENOENT')
    expect(reveal(open({ key: oneKey }).open(sealed, place))).toBe(token.reveal())
    expect(reveal(open({ key: otherKey }).open(sealed, place))).toBe('no-key')
  })

  it('follows another, whether that came from the settings or the file', () => {
    const byFile = open().seal(token, place)
    const bySetting = open({ key: otherKey }).seal(token, place)
    const vault = open({ key: oneKey, formerKey: otherKey })
    expect(reveal(vault.open(byFile, place))).toBe(token.reveal())
    expect(reveal(vault.open(bySetting, place))).toBe(token.reveal())
    expect(vault.seal(token, place).keyId).toBe(open({ key: oneKey }).currentKeyId())
  })
})
