import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import { isSamePlace, readPlace } from './read-place.ts'

const config = {
  ...{ db_path: './data/a.db', pool_size: 20, max_overflow: 10, statement_timeout_seconds: 30 },
  ...{ lock_timeout_seconds: 10, echo: false, url: new Secret('postgres://u:p@db/shop') },
}

it('knows the databases of the settings, URLs and paths', () => {
  expect(readPlace('sqlite', config)).toEqual({ engine: 'sqlite', path: resolve('data/a.db') })
  expect(readPlace('postgres', config)).toMatchObject({ engine: 'postgres', url: 'postgres://u:p@db/shop' })
  expect(readPlace('postgresql://h/x', config)).toMatchObject({ engine: 'postgres', url: 'postgresql://h/x' })
  expect(readPlace('./b.db', config)).toEqual({ engine: 'sqlite', path: resolve('b.db') })
})

it.each(['mysql://h/x', '', 'postgres://['])('refuses %j', word => {
  expect(readPlace(word, config)).toBeNull()
})

it('has no PostgreSQL when the settings name none', () => {
  expect(readPlace('postgres', { ...config, url: null })).toBeNull()
})

it('sees that two words lead to one database', () => {
  const places = ['sqlite', 'data/a.db', 'postgres', 'postgres://other:user@db/shop'].map(word =>
    readPlace(word, config),
  )
  const [one, same, two, alike] = places
  if (!one || !same || !two || !alike) throw new TypeError('all of them are databases')
  expect([isSamePlace(one, same), isSamePlace(two, alike), isSamePlace(one, two)]).toEqual([true, true, false])
})
