import { describe, expect, it } from 'vitest'
import { addRows, countedTables, listEmptyTables } from './count-rows.ts'

const oneEach = new Map<string, number>(countedTables.map(table => [table, 1]))
const withoutPenalties = new Map([...oneEach, ['flood_wait_history', 0] as const])

describe('the rows that dialogues leave behind', () => {
  it('name the one table that no dialogue wrote to', () => {
    expect(listEmptyTables(oneEach)).toEqual([])
    expect(listEmptyTables(withoutPenalties)).toEqual(['flood_wait_history'])
    expect(listEmptyTables(new Map())).toEqual(countedTables)
  })

  it('are enough when one dialogue of all wrote to a table', () => {
    expect(listEmptyTables(addRows(withoutPenalties, oneEach))).toEqual([])
  })
})
