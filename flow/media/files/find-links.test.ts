import { expect, it } from 'vitest'
import { findLinks, type Linking } from './find-links.ts'

it.each([
  ['Смотрите https://a.example/x?y=1.', ['https://a.example/x?y=1']],
  ['(https://a.example/x), http://b.example!', ['https://a.example/x', 'http://b.example']],
  ['https://ru.wikipedia.org/wiki/Чай_(напиток)', ['https://ru.wikipedia.org/wiki/Чай_(напиток)']],
  ['https://a.example https://a.example «https://b.example»', ['https://a.example', 'https://b.example']],
  ['no link, a.example, ftp://a.example, https://', []],
  ['Вот example.com/prices, и https://b.example', ['https://example.com/prices', 'https://b.example']],
  ['пример.рф (или my-shop.ru/a_(b)?c=1).', ['https://пример.рф', 'https://my-shop.ru/a_(b)?c=1']],
  ['example.com, https://example.com', ['https://example.com']],
  ['anna@example.com, т.е. node.js 1.2.3.4 за 1.5 млн', []],
  ['Fine with me.It is late.Да', []],
  ['Sure.It is', []],
])('finds the links of «%s»', (text, links) => expect(linksOf({ text })).toEqual(links))

it('takes for a page what the channel marked as one, whatever its top-level domain', () => {
  const marked = {
    text: 'Наш сайт tea.boutique/ru и ftp://old.boutique',
    links: ['tea.boutique/ru', 'ftp://old.boutique'],
  }
  expect(linksOf(marked)).toEqual(['https://tea.boutique/ru'])
})

it('looks for bare addresses in captions, and never in the names of files', () => {
  const described = { messageKind: 'document', text: '[document: prices.ru]' }
  expect(linksOf(described)).toEqual([])
  expect(linksOf({ messageKind: 'photo', text: 'Как на a.ru', caption: 'Как на a.ru' })).toEqual(['https://a.ru'])
})

it('finds no more than it may, and none where none is opened', () => {
  const text = 'https://a.example https://b.example c.ru'
  expect(linksOf({ text }, 2)).toHaveLength(2)
  expect(linksOf({ text }, 0)).toEqual([])
})

function linksOf(message: Partial<Linking>, max = 5): readonly string[] {
  return findLinks({ messageKind: 'text', text: '', ...message }, max).map(({ fileId }) => fileId)
}
