import { expect, it } from 'vitest'
import { moveBetween } from './move-between.ts'

const lead = (id: number, stage: string) => ({ id, stage }) as never
const pages = (...lists: never[][]) => ({
  pages: lists.map(items => ({ items, next_cursor: null })),
  pageParams: lists.map(() => null),
})
const ids = (list: ReturnType<typeof moveBetween>[number]) => list?.pages.map(page => page.items.map(item => item.id))

it('takes the card out of its column and lays it on top of the other', () => {
  const [from, target] = moveBetween(
    [pages([lead(1, 'greeting')], [lead(2, 'greeting')]), pages([lead(3, 'summary')], [lead(4, 'summary')])],
    lead(2, 'greeting'),
    'summary',
  )
  expect([ids(from), ids(target)]).toEqual([
    [[1], []],
    [[2, 3], [4]],
  ])
  expect(target?.pages[0]?.items[0]?.stage).toBe('summary')
})

it('leaves alone a column that was not read yet', () => {
  expect(moveBetween([pages([lead(1, 'greeting')]), undefined], lead(1, 'greeting'), 'summary')[1]).toBeUndefined()
})
