import { expect, it } from 'vitest'
import type { ContactId, Database, TurnId } from '#shared/database'
import type { EventBody } from '#shared/events'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { type Client, meetClient, meetClients } from '../../../testing/meet-clients.ts'
import { slotOf } from '../slots/fixtures/read-by-entities.ts'
import type { SlotChange } from '../slots/merge-slots.ts'
import type { StageMove } from '../stages/move-stage.ts'
import type { Stage } from '../stages/stage.ts'
import type { LeadChange } from './lead-change.ts'
import { type LeadState, readLeads } from './read-leads.ts'
import { saveLeadProgress } from './save-lead-progress.ts'

const definitions = [
  slotOf({ name: 'client_name', kind: 'name' }),
  slotOf({ name: 'contact', kind: 'contact' }),
  slotOf({ name: 'goal', kind: 'text' }),
]

function changeOf({ leadId, conversationId }: Client, facts: Partial<LeadChange> = {}): LeadChange {
  const nothing = { move: null, intent: null, language: null, fit: null, objection: null, slots: [], notes: [] }
  return { leadId, conversationId, turnId: 'turn-1' as TurnId, definitions, ...nothing, ...facts }
}

function moveTo(stage: Stage, facts: Partial<StageMove> = {}): StageMove {
  return { stage, returnStage: null, presentationTurns: 0, isNewCycle: false, because: 'talk-began', ...facts }
}

function found(slot: string, value: string, facts: Partial<SlotChange> = {}): SlotChange {
  return { slot, value, kind: 'found', confidence: 0.9, source: 'rule', messageId: null, ...facts }
}

function save(database: Database, changes: readonly LeadChange[], nowMs: number): Promise<readonly EventBody[]> {
  return database.transaction(tx => saveLeadProgress(tx, changes, nowMs))
}

async function readLead({ db }: Database, { contactId }: Client): Promise<LeadState> {
  const lead = (await readLeads(db, [contactId])).get(contactId)
  if (lead === undefined) throw new Error('no lead')
  return lead
}

function readLog({ db }: Database) {
  return db.selectFrom('sales_events').select(['event_type', 'event_data']).orderBy('id').execute()
}

function readFunnel({ db }: Database) {
  return db.selectFrom('conversion_funnel').select(['stage', 'entered_at', 'exited_at']).orderBy('id').execute()
}

interface FunnelRow {
  readonly lead_id: number
  readonly stage: string
  readonly entered_at: number
  exited_at: number | null
}

function openRow(leadId: number, stage: string, nowMs: number): FunnelRow {
  return { lead_id: leadId, stage, entered_at: nowMs, exited_at: null }
}

describeEachDatabase('saveLeadProgress', open => {
  it('gives back at the next turn what a turn has learned', async () => {
    const database = await open()
    const client = await meetClient(database)
    const change = changeOf(client, {
      move: moveTo('objections', { returnStage: 'presentation', presentationTurns: 2 }),
      intent: 'SALES_AI',
      language: 'ru',
      fit: { score: 35, threshold: 60 },
      slots: [found('goal', 'отвечать ночью', { source: 'model', confidence: 0.7 })],
    })
    await save(database, [change], 2000)
    expect(await readLead(database, client)).toMatchObject({
      id: client.leadId,
      conversationId: client.conversationId,
      stage: 'objections',
      returnStage: 'presentation',
      presentationTurns: 2,
      cycle: 1,
      cycleStartedAt: 1000,
      intent: 'SALES_AI',
      language: 'ru',
      fitScore: 35,
      slots: new Map([
        ['goal', { value: 'отвечать ночью', confidence: 0.7, source: 'model', messageId: null, updatedAt: 2000 }],
      ]),
    })
  })

  it('leaves what a change does not name as it was', async () => {
    const database = await open()
    const client = await meetClient(database)
    const fit = { score: 35, threshold: 60 }
    await save(
      database,
      [changeOf(client, { move: moveTo('needs_discovery'), intent: 'a', language: 'ru', fit })],
      2000,
    )
    await save(database, [changeOf(client, { turnId: 'turn-2' as TurnId })], 3000)
    expect(await readLead(database, client)).toMatchObject({
      stage: 'needs_discovery',
      intent: 'a',
      language: 'ru',
      fitScore: 35,
      name: 'shown name',
    })
  })

  it('leaves each stage in the funnel when the next is entered, and tells why in the history', async () => {
    const database = await open()
    const client = await meetClient(database)
    const events = await save(database, [changeOf(client, { move: moveTo('needs_discovery') })], 2000)
    expect(events).toMatchObject([
      { type: 'lead.stage_changed', leadId: client.leadId, oldStage: 'greeting', newStage: 'needs_discovery' },
    ])
    expect(await readFunnel(database)).toEqual([
      { stage: 'greeting', entered_at: 1000, exited_at: 2000 },
      { stage: 'needs_discovery', entered_at: 2000, exited_at: null },
    ])
    const history = await database.db.selectFrom('sales_stages').selectAll().orderBy('id').execute()
    expect(history.map(row => row.stage)).toEqual(['greeting', 'needs_discovery'])
    expect(JSON.parse(history[1]?.stage_metadata ?? '')).toEqual({ from: 'greeting', because: 'talk-began', cycle: 1 })
  })

  it('writes no stage when the lead stays where it is', async () => {
    const database = await open()
    const client = await meetClient(database)
    expect(await save(database, [changeOf(client, { move: moveTo('greeting') })], 2000)).toEqual([])
    expect(await readFunnel(database)).toHaveLength(1)
  })

  it('saves a turn once', async () => {
    const database = await open()
    const client = await meetClient(database)
    const change = changeOf(client, {
      move: moveTo('needs_discovery', { isNewCycle: true }),
      objection: 'price',
      slots: [found('goal', 'x')],
      notes: [{ type: 'meeting.held', detail: { meetingId: 1 } }],
    })
    await save(database, [change], 2000)
    const log = await readLog(database)
    expect(await save(database, [change], 3000)).toEqual([])
    expect(await save(database, [change, change], 3000)).toEqual([])
    expect(await readLog(database)).toEqual(log)
    expect(await readFunnel(database)).toHaveLength(2)
    expect((await readLead(database, client)).cycle).toBe(2)
  })

  it('begins a new cycle on the same lead', async () => {
    const database = await open()
    const client = await meetClient(database)
    await save(database, [changeOf(client, { move: moveTo('summary') })], 2000)
    const move = moveTo('needs_discovery', { isNewCycle: true, because: 'new-topic' })
    await save(database, [changeOf(client, { turnId: 'turn-2' as TurnId, move })], 3000)
    expect(await readLead(database, client)).toMatchObject({ id: client.leadId, cycle: 2, cycleStartedAt: 3000 })
  })

  it('overwrites a corrected value, and remembers both in the log', async () => {
    const database = await open()
    const client = await meetClient(database)
    await save(database, [changeOf(client, { slots: [found('goal', 'x')] })], 2000)
    const corrected = found('goal', 'y', { kind: 'corrected', confidence: 0.6 })
    const events = await save(database, [changeOf(client, { turnId: null, slots: [corrected] })], 3000)
    expect(events).toMatchObject([{ type: 'lead.slot_changed', slots: ['goal'] }])
    expect((await readLead(database, client)).slots.get('goal')).toMatchObject({
      value: 'y',
      confidence: 0.6,
      updatedAt: 3000,
    })
    expect((await readLog(database)).map(row => row.event_type)).toEqual([
      'lead.created',
      'slot.found',
      'slot.corrected',
    ])
  })

  it('keeps the head of the lead in step with its name and contact, but not with guesses', async () => {
    const database = await open()
    const client = await meetClient(database)
    const slots = [found('client_name', 'Анна'), found('contact', '+79991234567', { confidence: 0.5 })]
    await save(database, [changeOf(client, { slots })], 2000)
    expect(await readLead(database, client)).toMatchObject({ name: 'Анна', contact: null })
  })

  it('tells once that a lead has qualified', async () => {
    const database = await open()
    const client = await meetClient(database)
    const qualify = (turn: string, score: number) =>
      save(database, [changeOf(client, { turnId: turn as TurnId, fit: { score, threshold: 60 } })], 2000)
    expect(await qualify('turn-1', 59)).toEqual([])
    expect(await qualify('turn-2', 60)).toMatchObject([{ type: 'lead.qualified', fitScore: 60 }])
    expect(await qualify('turn-3', 80)).toEqual([])
  })

  it('logs a change of intent, an objection and what happened in the calendar', async () => {
    const database = await open()
    const client = await meetClient(database)
    const notes = [{ type: 'meeting.scheduled', detail: { meetingId: 5 } }] as const
    await save(database, [changeOf(client, { intent: 'SALES_AI', objection: 'price', notes })], 2000)
    const log = (await readLog(database)).slice(1).map(row => [row.event_type, JSON.parse(row.event_data ?? 'null')])
    expect(log).toEqual([
      ['intent.changed', { from: '', to: 'SALES_AI' }],
      ['objection.raised', { objection: 'price' }],
      ['meeting.scheduled', { meetingId: 5 }],
    ])
  })

  it('keeps the funnel as a replay of the stage changes builds it, whatever way the leads went', async () => {
    const database = await open()
    const clients = await meetClients(database, 12)
    const stages: readonly Stage[] = ['needs_discovery', 'presentation', 'objections', 'consultation_offer']
    // Whom `lead.created` tells of begins in the first stage.
    const replayed = clients.map(({ leadId }) => openRow(leadId, 'greeting', 1000))
    for (let round = 0; round < 8; round += 1) {
      const nowMs = 2000 + round * 1000
      // Some stay where they are, some go back, some do not write at all.
      const changes = clients.flatMap((client, index) => {
        const stage = stages[(index * 7 + round * (index % 3)) % stages.length]
        if (stage === undefined || (index + round) % 4 === 0) return []
        return [changeOf(client, { turnId: `turn-${round}-${index}` as TurnId, move: moveTo(stage) })]
      })
      for (const event of await save(database, changes, nowMs)) {
        if (event.type !== 'lead.stage_changed') continue
        const left = replayed.findLast(row => row.lead_id === event.leadId)
        if (left !== undefined) left.exited_at = nowMs
        replayed.push(openRow(event.leadId, event.newStage, nowMs))
      }
    }
    const columns = ['lead_id', 'stage', 'entered_at', 'exited_at'] as const
    const funnel = await database.db.selectFrom('conversion_funnel').select(columns).execute()
    const byLead = (a: FunnelRow, b: FunnelRow) => a.lead_id - b.lead_id || a.entered_at - b.entered_at
    expect(replayed.length).toBeGreaterThan(2 * clients.length)
    expect(funnel.toSorted(byLead)).toEqual(replayed.toSorted(byLead))
  })

  it('saves many leads at once, each its own', async () => {
    const database = await open()
    const clients = await meetClients(database, 20)
    const changes = clients.map((client, index) =>
      changeOf(client, { move: moveTo('needs_discovery'), slots: [found('goal', `goal ${index}`)] }),
    )
    await save(database, changes, 2000)
    const leads = await readLeads(
      database.db,
      clients.map(client => client.contactId),
    )
    expect([...leads.values()].map(lead => lead.slots.get('goal')?.value).sort()).toEqual(
      clients.map((_, index) => `goal ${index}`).sort(),
    )
  })

  it('builds the second change of a lead in a batch upon the first', async () => {
    const database = await open()
    const client = await meetClient(database)
    const first = changeOf(client, { move: moveTo('needs_discovery') })
    const second = changeOf(client, { turnId: 'turn-2' as TurnId, move: moveTo('presentation') })
    expect(await save(database, [first, second], 2000)).toMatchObject([
      { oldStage: 'greeting', newStage: 'needs_discovery' },
      { oldStage: 'needs_discovery', newStage: 'presentation' },
    ])
    expect((await readFunnel(database)).filter(row => row.exited_at === null)).toMatchObject([
      { stage: 'presentation' },
    ])
  })

  it('leaves a lead that has been forgotten out', async () => {
    const database = await open()
    const client = await meetClient(database)
    await database.db.deleteFrom('leads').where('id', '=', client.leadId).execute()
    expect(await save(database, [changeOf(client, { slots: [found('goal', 'x')] })], 2000)).toEqual([])
  })
})

describeEachDatabase('readLeads', open => {
  it('leaves out contacts without a lead, and reads nothing for nobody', async () => {
    const database = await open()
    const client = await meetClient(database)
    const leads = await readLeads(database.db, [client.contactId, 999 as ContactId])
    expect([...leads.keys()]).toEqual([client.contactId])
    expect(await readLeads(database.db, [])).toEqual(new Map())
  })

  it('reads the newest slot first', async () => {
    const database = await open()
    const client = await meetClient(database)
    await save(database, [changeOf(client, { slots: [found('goal', 'x'), found('contact', 'y')] })], 2000)
    await save(database, [changeOf(client, { turnId: null, slots: [found('goal', 'z')] })], 3000)
    expect([...(await readLead(database, client)).slots.keys()]).toEqual(['goal', 'contact'])
  })
})
