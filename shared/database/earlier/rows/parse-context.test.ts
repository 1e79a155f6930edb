import { describe, expect, it } from 'vitest'
import { parseContext } from './parse-context.ts'

describe('parseContext', () => {
  it('reads slots in both forms, clamps confidence, and leaves out what was never filled', () => {
    const context = parseContext(
      JSON.stringify({
        slots: {
          budget_band: { value: '500k', source: 'llm', confidence: 1.7, updated_at: '2026-01-14T09:30:00' },
          goal: 'answer faster',
          employees_involved: 12,
          deadline: { value: null, source: 'llm', confidence: 0.9 },
          company_name: '',
        },
      }),
    )
    expect(context?.slots).toEqual([
      { name: 'budget_band', value: '500k', source: 'llm', confidence: 1, updatedAt: Date.UTC(2026, 0, 14, 9, 30) },
      { name: 'goal', value: 'answer faster', source: 'legacy', confidence: 0.7, updatedAt: null },
      { name: 'employees_involved', value: '12', source: 'legacy', confidence: 0.7, updatedAt: null },
    ])
  })

  it('takes the old slot name domain for company_domain, unless both are there', () => {
    expect(parseContext('{"slots":{"domain":"retail"}}')?.slots.map(slot => slot.name)).toEqual(['company_domain'])
    const both = parseContext('{"slots":{"domain":"retail","company_domain":"law"}}')
    expect(both?.slots.map(slot => slot.name)).toEqual(['domain', 'company_domain'])
  })

  it('does not take an intent for a language, nor a username for a name', () => {
    const context = parseContext('{"lang":"SALES_AI","intent":"SALES_AI","name":"@anna"}')
    expect(context).toMatchObject({ language: null, intent: 'SALES_AI', name: null, username: 'anna' })
  })

  it('reads consents, granted and refused, and leaves out what is neither', () => {
    const consents = {
      pdpa_profile: { granted: true, timestamp: '2026-01-14T09:30:00' },
      calendar_invite: { granted: false, timestamp: null },
      odd: 'yes',
    }
    expect(parseContext(JSON.stringify({ consents }))?.consents).toEqual([
      { kind: 'pdpa_profile', isGranted: true, occurredAt: Date.UTC(2026, 0, 14, 9, 30) },
      { kind: 'calendar_invite', isGranted: false, occurredAt: null },
    ])
  })

  it.each([
    [{ slots: { goal: 'x' } }, true],
    [{ sales_stage: 'greeting' }, true],
    [{ contact: '+7' }, true],
    [{ lead_saved_at: '2026-01-14' }, true],
    [{ name: 'Anna', lang: 'ru', intent: 'SMALL_TALK', slots: {} }, false],
  ])('%j is a lead: %s', (context, isLead) => {
    expect(parseContext(JSON.stringify(context))?.isLead).toBe(isLead)
  })

  it('does not let one unreadable field cost the others', () => {
    expect(parseContext('{"slots":[1],"consents":7,"name":{},"sales_stage":"presentation"}')).toMatchObject({
      stage: 'presentation',
      slots: [],
      consents: [],
      name: null,
    })
  })

  it.each(['', '{', '[]', '"text"', 'null', '7'])('finds no context in %s', json => {
    expect(parseContext(json)).toBeNull()
  })
})
