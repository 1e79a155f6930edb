import { expect, it } from 'vitest'
import { checkPath } from './check-path.ts'

it.each(['prices.md', 'Прайс-лист 2026.xlsx', 'beauty/услуги.pdf', 'a/b/c/d/e.txt'])('takes %s', path => {
  expect(checkPath(path)).toEqual({ kind: 'good', path })
})

it('stores the composed form, which macOS does not send', () => {
  expect(checkPath('и\u0306.md')).toEqual({ kind: 'good', path: 'й.md' })
})

it.each([
  '',
  '.',
  '..',
  '../prices.md',
  'a/../../prices.md',
  '/etc/prices.md',
  'C:\\prices.md',
  'a\\..\\prices.md',
  'a//prices.md',
  '.env.md',
  'a/.git/prices.md',
  '~$prices.docx',
  'prices.md ',
  'prices\0.md',
  'prices\n.md',
  'invoice\u202Efdp.md',
  'con.md',
  'a:b.md',
  'a/b/c/d/e/f.md',
  `${'x'.repeat(200)}.md`,
])('refuses the path %j', path => {
  expect(checkPath(path)).toEqual({ kind: 'bad', because: 'path' })
})

it.each(['prices', 'run.exe', 'page.php', 'archive.zip', 'photo.png'])('refuses the kind of %s', path => {
  expect(checkPath(path)).toEqual({ kind: 'bad', because: 'file-type' })
})
