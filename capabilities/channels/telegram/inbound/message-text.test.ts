import { expect, it } from 'vitest'
import { fromAnn } from '../../../../test/fixtures/telegram/people.ts'
import { readLinks } from './message-text.ts'

it('names the addresses that Telegram found in the words, and no others', () => {
  const text = '🍵 tea.boutique/ru, @shop'
  const url = { type: 'url', offset: 3, length: 15 } as const
  const entities = [url, { type: 'mention', offset: 20, length: 5 } as const]
  expect(readLinks(fromAnn({ text, entities }))).toEqual({ links: ['tea.boutique/ru'] })
  expect(readLinks(fromAnn({ photo: [], caption: text, caption_entities: [url] }))).toEqual({
    links: ['tea.boutique/ru'],
  })
  expect(readLinks(fromAnn({ text: 'a.ru' }))).toEqual({})
})
