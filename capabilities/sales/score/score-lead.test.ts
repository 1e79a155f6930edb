import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlaybook } from '../playbook/read-playbook.ts'
import { explainScore } from './explain-score.ts'
import { scoreLead } from './score-lead.ts'

const playbooks = join(import.meta.dirname, '../../../playbooks')
const services = readPlaybook(playbooks, 'ai-services')
const estate = readPlaybook(playbooks, 'real-estate')

function known(values: Readonly<Record<string, string>>, confidence = 0.9) {
  return new Map(Object.entries(values).map(([name, value]) => [name, { value, confidence }]))
}

describe('scoreLead', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, number]>([
    ['nothing known', {}, 0],
    ['problems', { main_problems: 'теряем заявки' }, 20],
    ['volume', { process_volume: '100 calls/day' }, 20],
    ['volume and errors share their points', { process_volume: '100 calls/day', error_rate: '10' }, 20],
    ['a name without a company', { client_name: 'Анна' }, 0],
    ['name and company', { client_name: 'Анна', company_name: 'Ромашка' }, 15],
    ['budget', { budget_band: '..300000 RUB' }, 20],
    ['no budget', { budget_band: 'нет бюджета' }, 0],
    ['data', { data_access: 'available' }, 15],
    ['no data', { data_access: 'none' }, 0],
    ['a deadline', { deadline: '2026-12-31' }, 10],
  ])('%s', (_, values, score) => {
    expect(scoreLead(services, known(values)).score).toBe(score)
  })

  it('counts no value that is less than 0.6 sure', () => {
    expect(scoreLead(services, known({ main_problems: 'x' }, 0.59)).score).toBe(0)
    expect(scoreLead(services, known({ main_problems: 'x' }, 0.6)).score).toBe(20)
  })

  it.each([services, estate])('reaches 100 with every slot known, and fits', playbook => {
    const everything = known(Object.fromEntries(playbook.slots.map(slot => [slot.name, slot.choices[0]?.value ?? '5'])))
    expect(scoreLead(playbook, everything)).toMatchObject({ score: 100, isFit: true })
  })

  it('qualifies a buyer of real estate by purpose, budget and contact', () => {
    const buyer = known({ purpose: 'live', budget: '..300000 USD', contact: '+79991234567' })
    expect(scoreLead(estate, buyer).score).toBe(50)
  })

  it('fits from the threshold of the playbook', () => {
    const values = known({ main_problems: 'x', process_volume: '5', budget_band: '..5 USD' })
    expect(scoreLead(services, values)).toMatchObject({ score: 60, threshold: 60, isFit: true })
    const stricter = { ...services, qualification: { ...services.qualification, threshold: 61 } }
    expect(scoreLead(stricter, values).isFit).toBe(false)
  })

  it('stays within 0..100 and never falls when more becomes known', () => {
    const names = fc.subarray(services.slots.map(slot => slot.name))
    fc.assert(
      fc.property(names, names, (some, more) => {
        const score = (slots: readonly string[]) =>
          scoreLead(services, known(Object.fromEntries(slots.map(s => [s, '5'])))).score
        expect(score([...some, ...more])).toBeGreaterThanOrEqual(score(some))
        expect(score([...some, ...more])).toBeLessThanOrEqual(100)
      }),
    )
  })
})

it('explains a score in words: what earned, and what is missing', () => {
  const fit = scoreLead(services, known({ client_name: 'Анна', main_problems: 'x' }))
  expect(explainScore(fit, services.slots, 'ru').slice(0, 2)).toEqual([
    '0 из 15: Имя и Компания (не хватает: Компания)',
    '20 из 20: Что мешает сейчас',
  ])
  expect(explainScore(fit, services.slots, 'en')).toContain(
    '0 of 20: Volume of the process per period or Share of errors and rework',
  )
})
