import { expect, it } from 'vitest'
import { checkUrl } from './check-url.ts'

it.each([
  'https://crm.example/hooks?a=1',
  'http://crm.example:8080/',
  'https://93.184.215.14/',
  'https://[2606:4700::1]/',
])('lets events be sent to %s', url => expect(checkUrl(url, false)).toEqual({ kind: 'ok' }))

it.each([
  'nonsense',
  '/hooks',
  'ftp://crm.example/',
  'file:///etc/passwd',
  'https://me@crm.example/',
  'https://me:secret@crm.example/',
])('refuses %s, whatever the settings allow', url => expect(checkUrl(url, true)).toMatchObject({ kind: 'refused' }))

it.each([
  'http://127.0.0.1/',
  'http://localhost:8080/',
  'http://LOCALHOST/',
  'http://x.localhost./',
  'http://[::1]/',
  'http://0x7f.1/',
  'http://169.254.169.254/latest/meta-data',
  'https://10.0.0.7/',
  'http://[::ffff:192.168.0.1]/',
])('refuses %s unless the settings allow it', url => {
  expect(checkUrl(url, false)).toMatchObject({ kind: 'refused' })
  expect(checkUrl(url, true)).toEqual({ kind: 'ok' })
})
