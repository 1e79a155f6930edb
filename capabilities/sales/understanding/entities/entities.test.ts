import { describe, expect, it } from 'vitest'
import { entityCases } from './cases.ts'
import { readMoney } from './read-money.ts'
import { readName } from './read-name.ts'
import { explainWrong, scoreEntityCases } from './score-entity-cases.ts'

describe('the entity readers', () => {
  it('have a table of at least 140 messages, a quarter of them traps', () => {
    expect(entityCases.length).toBeGreaterThanOrEqual(140)
    expect(entityCases.filter(({ trap }) => trap).length / entityCases.length).toBeGreaterThanOrEqual(0.25)
  })

  it.each(scoreEntityCases())('read at least 95 % of the $name cases exactly', ({ right, total, wrong }) => {
    expect(right / total, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  it.each(entityCases.filter(({ trap }) => trap))('find no $reader in «$text»', entityCase => {
    expect(explainWrong(entityCase)).toEqual([])
  })

  it('are surer of a sum with a currency than of a bare answer', () => {
    expect(readMoney('300 тыс руб')[0]?.confidence).toBeGreaterThanOrEqual(0.8)
    const bare = readMoney('300', { isAsked: true })[0]?.confidence
    expect(bare).toBeGreaterThanOrEqual(0.6)
    expect(bare).toBeLessThan(0.8)
  })

  it('confirm gently an unknown name, and use a known one', () => {
    const asked = { isAsked: true }
    expect(readName('Жаклин', asked)?.confidence).toBeLessThan(0.8)
    expect(readName('Анна', asked)?.confidence).toBeGreaterThanOrEqual(0.8)
  })

  it('keep to one sum when a count stands beside it', () => {
    const [sum, ...others] = readMoney('нас 15 человек, на всё 300', { isAsked: true })
    expect(sum).toMatchObject({ min: 300, max: 300, text: '300' })
    expect(others).toEqual([])
  })
})
