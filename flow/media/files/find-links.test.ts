import { expect, it } from 'vitest'
import { findLinks } from './find-links.ts'

it.each([
  ['Смотрите https://a.example/x?y=1.', ['https://a.example/x?y=1']],
  ['(https://a.example/x), http://b.example!', ['https://a.example/x', 'http://b.example']],
  ['https://ru.wikipedia.org/wiki/Чай_(напиток)', ['https://ru.wikipedia.org/wiki/Чай_(напиток)']],
  ['https://a.example https://a.example «https://b.example»', ['https://a.example', 'https://b.example']],
  ['no link, a.example, ftp://a.example, https://', []],
])('finds the links of «%s»', (text, links) => expect(findLinks(text, 5).map(({ fileId }) => fileId)).toEqual(links))

it('finds no more than it may, and none where none is opened', () => {
  const text = 'https://a.example https://b.example https://c.example'
  expect(findLinks(text, 2)).toHaveLength(2)
  expect(findLinks(text, 0)).toEqual([])
})
