import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { explainQueries } from '../../../../testing/explain-queries.ts'
import { type LeadFilter, type LeadSort, listLeads } from './list-leads.ts'

describeEachDatabase('listLeads', open => {
  const cases: readonly [LeadSort, Omit<LeadFilter, 'isDeleted'>, RegExp][] = [
    ['createdAt', {}, /leads_by_creation/],
    ['updatedAt', {}, /leads_by_update/],
    ['fitScore', {}, /leads_by_score/],
    ['createdAt', { stage: 'summary' }, /leads_stage_by_creation/],
    ['updatedAt', { stage: 'summary' }, /leads_stage_by_update/],
    ['fitScore', { stage: 'summary' }, /leads_stage_by_score/],
    ['createdAt', { status: 'won' }, /leads_status_by_creation/],
    ['updatedAt', { status: 'won' }, /leads_status_by_update/],
    ['fitScore', { status: 'won' }, /leads_status_by_score/],
    ['createdAt', { source: 'shop' }, /leads_source_by_creation/],
    ['updatedAt', { source: 'shop' }, /leads_source_by_update/],
    ['fitScore', { source: 'shop' }, /leads_source_by_score/],
    ['createdAt', { intent: 'buy' }, /leads_intent/],
    ['createdAt', { language: 'ru' }, /leads_language/],
    ['createdAt', { createdFrom: 5, createdBefore: 9 }, /leads_by_creation/],
    ['fitScore', { minFitScore: 60 }, /leads_by_score/],
  ]

  it('reads every page as a stretch of one index, wherever it is', async () => {
    const database = await open()
    for (const [sort, filter, index] of cases) {
      const query = { filter: { ...filter, isDeleted: false }, sort, limit: 51 }
      const plans = await explainQueries(database, async recorded => {
        await listLeads(recorded, { ...query, after: null })
        await listLeads(recorded, { ...query, after: { value: 50, id: 7 } })
      })
      expect(plans).toHaveLength(2)
      for (const plan of plans) {
        expect(plan).toMatch(index)
        expect(plan).not.toMatch(/TEMP B-TREE|SCAN leads\b(?! USING INDEX)|Seq Scan|Sort/)
      }
    }
  })

  it('reads what was put away by an index of its own', async () => {
    const database = await open()
    const query = { filter: { isDeleted: true }, sort: 'createdAt', limit: 51, after: null } as const
    const [plan] = await explainQueries(database, recorded => listLeads(recorded, query))
    expect(plan).toMatch(/leads_put_away/)
    expect(plan).not.toMatch(/TEMP B-TREE|Sort/)
  })

  it('finds words by the indexes of words, and then looks at those leads only', async () => {
    const database = await open()
    const query = { filter: { isDeleted: false, text: 'анна' }, sort: 'createdAt', limit: 51, after: null } as const
    const [plan] = await explainQueries(database, recorded => listLeads(recorded, query))
    const searched =
      database.engine === 'sqlite'
        ? [/message_search VIRTUAL TABLE/, /contact_search VIRTUAL TABLE/, /SEARCH leads USING INTEGER PRIMARY KEY/]
        : [/messages_words/, /contacts_words/, /leads_words/]
    for (const index of searched) expect(plan).toMatch(index)
    expect(plan).not.toMatch(/Seq Scan|SCAN (leads|messages|conversations|contacts)\b/)
  })
})
