import { expect, it } from 'vitest'
import { fromAnn } from '../../../../test/fixtures/telegram/people.ts'
import { readMetadata } from './message-metadata.ts'

it('notes that a text is formatted, because a quote would have to repeat that; a link is no formatting', () => {
  const withMark = (type: 'bold' | 'spoiler' | 'email') =>
    readMetadata(fromAnn({ text: 'how much', entities: [{ type, offset: 0, length: 3 }] }), {})
  expect(withMark('bold')).toEqual({ isFormatted: true })
  expect(withMark('spoiler')).toEqual({ isFormatted: true })
  expect(withMark('email')).toBeNull()
})
