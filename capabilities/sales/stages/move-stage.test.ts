import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectionTypes, type Signal, signals } from '../understanding/reading.ts'
import { type MoveReason, moveStage, type StageFacts, type StageMove } from './move-stage.ts'
import { type Stage, stages } from './stage.ts'

const silent: StageFacts = {
  stage: 'greeting',
  returnStage: null,
  presentationTurns: 0,
  isFirstTurn: false,
  signals: new Set(),
  objection: null,
  answer: null,
  isSale: false,
  namesTime: false,
  newSlots: 0,
  fitScore: 0,
  threshold: 60,
  isReady: false,
  hasQuestion: true,
  meeting: 'none',
  canBook: true,
}

type Row = readonly [promise: string, facts: Partial<StageFacts>, expected: Partial<StageMove>]

function said(...names: readonly Signal[]): { readonly signals: ReadonlySet<Signal> } {
  return { signals: new Set(names) }
}

describe('moveStage', () => {
  it.each<Row>([
    ['a bare greeting stays a greeting', { isFirstTurn: true, ...said('greeting') }, { stage: 'greeting' }],
    ['"Как дела" is not a presentation', said('small-talk', 'question'), { stage: 'greeting', because: 'stays' }],
    ['thanks alone begin nothing', said('thanks'), { stage: 'greeting' }],
    ['a need begins the talk', said('greeting', 'need'), { stage: 'needs_discovery', because: 'talk-began' }],
    ['"Расскажите об услугах" goes one step only', said('asks-about-offer'), { stage: 'needs_discovery' }],
    ['a first word about the offer begins the talk', { isSale: true }, { stage: 'needs_discovery' }],
    ['a name given in reply begins the talk', { newSlots: 1 }, { stage: 'needs_discovery' }],
    ['"yes" to the greeting begins the talk', { answer: 'yes' }, { stage: 'needs_discovery' }],
    ['"да" as the very first word begins nothing', { answer: 'yes', isFirstTurn: true }, { stage: 'greeting' }],
  ])('greeting: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, ...facts })).toMatchObject(expected)
  })

  it.each<Row>([
    ['"Мне нужно…" is a need, not an objection', said('need'), { stage: 'needs_discovery', because: 'stays' }],
    ['a repeated greeting never resets', said('greeting'), { stage: 'needs_discovery' }],
    [
      'a greeting on a first turn never resets',
      { isFirstTurn: true, ...said('greeting') },
      { stage: 'needs_discovery' },
    ],
    ['enough is known', { isReady: true }, { stage: 'presentation', because: 'needs-known', presentationTurns: 1 }],
    [
      'the client asks what is offered',
      said('asks-about-offer'),
      { stage: 'presentation', because: 'asked-about-offer' },
    ],
    ['the client asks the price', said('asks-price'), { stage: 'presentation', because: 'asked-about-offer' }],
    ['nothing is left to ask', { hasQuestion: false }, { stage: 'presentation', because: 'nothing-left-to-ask' }],
    ['a fitting lead is presented to before an offer', { isReady: true, fitScore: 100 }, { stage: 'presentation' }],
    ['an angry word moves nothing', { isReady: true, ...said('angry') }, { stage: 'needs_discovery' }],
    ['a goodbye moves nothing', { isReady: true, ...said('goodbye') }, { stage: 'needs_discovery' }],
  ])('needs_discovery: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, stage: 'needs_discovery', ...facts })).toMatchObject(expected)
  })

  it.each<Row>([
    [
      'fits and is ready: offer',
      { fitScore: 60, isReady: true },
      { stage: 'consultation_offer', because: 'offer-due' },
    ],
    ['fits, two answers given: offer', { fitScore: 60, presentationTurns: 2 }, { stage: 'consultation_offer' }],
    ['the counter is dropped with the offer', { fitScore: 60, presentationTurns: 2 }, { presentationTurns: 0 }],
    [
      'fits, one answer given: not yet',
      { fitScore: 60, presentationTurns: 1 },
      { stage: 'presentation', presentationTurns: 2 },
    ],
    [
      'ready, but does not fit: no offer',
      { fitScore: 59, isReady: true, presentationTurns: 5 },
      { stage: 'presentation' },
    ],
    ['does not fit, but asks to meet', { fitScore: 0, ...said('wants-meeting') }, { stage: 'scheduling' }],
    [
      'an objection',
      { objection: 'price', presentationTurns: 1 },
      { stage: 'objections', returnStage: 'presentation', presentationTurns: 1 },
    ],
    [
      'asks for a human',
      { fitScore: 90, isReady: true, ...said('wants-human') },
      { stage: 'presentation', because: 'stays' },
    ],
  ])('presentation: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, stage: 'presentation', ...facts })).toMatchObject(expected)
  })

  it.each<Row>([
    [
      'answered: back to where it came from',
      {},
      { stage: 'presentation', returnStage: null, because: 'objection-answered', presentationTurns: 3 },
    ],
    [
      'raised again: stays, and knows its way back',
      { objection: 'price' },
      { stage: 'objections', returnStage: 'presentation' },
    ],
    ['"no" to our answer: stays', { answer: 'no' }, { stage: 'objections', returnStage: 'presentation' }],
    ['convinced: "давайте созвонимся"', said('wants-meeting'), { stage: 'scheduling', returnStage: null }],
    ['way back unknown: to the needs', { returnStage: null }, { stage: 'needs_discovery' }],
    ['no offer on the way back', { fitScore: 90, isReady: true }, { stage: 'presentation' }],
  ])('objections: %s', (_, facts, expected) => {
    const from = { stage: 'objections', returnStage: 'presentation', presentationTurns: 2 } as const
    expect(moveStage({ ...silent, ...from, ...facts })).toMatchObject(expected)
  })

  it.each(stages.filter(stage => stage !== 'objections'))('an objection in %s returns there', stage => {
    const raised = moveStage({ ...silent, stage, objection: 'trust' })
    const home = stage === 'greeting' ? 'needs_discovery' : stage
    expect(raised).toMatchObject({ stage: 'objections', returnStage: home })
    expect(moveStage({ ...silent, ...raised })).toMatchObject({ stage: home, returnStage: null })
  })

  it.each<Row>([
    ['yes', { answer: 'yes' }, { stage: 'scheduling', because: 'offer-accepted' }],
    ['a time is named', { namesTime: true }, { stage: 'scheduling', because: 'time-named' }],
    ['no, even with a time', { answer: 'no', namesTime: true }, { stage: 'consultation_offer' }],
    ['a question', said('question'), { stage: 'consultation_offer' }],
    ['yes, and nothing can be booked', { answer: 'yes', canBook: false }, { stage: 'summary' }],
    ['a time, and nothing can be booked', { namesTime: true, canBook: false }, { stage: 'consultation_offer' }],
    [
      'asks to meet again, and nothing can be booked',
      { canBook: false, ...said('wants-meeting') },
      { because: 'stays' },
    ],
  ])('consultation_offer: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, stage: 'consultation_offer', ...facts })).toMatchObject(expected)
  })

  it.each<Row>([
    ['confirmed', { meeting: 'scheduled' }, { stage: 'summary', because: 'meeting-confirmed' }],
    ['only held', { meeting: 'held', answer: 'yes' }, { stage: 'scheduling' }],
    ['another time is wanted', said('wants-other-time', 'wants-meeting'), { stage: 'scheduling', because: 'stays' }],
    ['opts out', { meeting: 'held', ...said('opt-out') }, { stage: 'scheduling' }],
  ])('scheduling: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, stage: 'scheduling', ...facts })).toMatchObject(expected)
  })

  it.each<Row>([
    ['thanks', { meeting: 'scheduled', ...said('thanks') }, { stage: 'summary', isNewCycle: false }],
    [
      'a new topic',
      { meeting: 'scheduled', ...said('new-topic') },
      { stage: 'needs_discovery', isNewCycle: true, because: 'new-topic' },
    ],
    ['another need', said('need'), { stage: 'needs_discovery', isNewCycle: true }],
    ['a need to move the meeting', { meeting: 'scheduled', ...said('need', 'wants-reschedule') }, { stage: 'summary' }],
    ['asks to meet while a meeting stands', { meeting: 'scheduled', ...said('wants-meeting') }, { stage: 'summary' }],
    ['asks to meet after a cancelled meeting', said('wants-meeting'), { stage: 'scheduling', isNewCycle: false }],
    [
      'an objection after the booking',
      { meeting: 'scheduled', objection: 'price' },
      { stage: 'objections', returnStage: 'summary' },
    ],
  ])('summary: %s', (_, facts, expected) => {
    expect(moveStage({ ...silent, stage: 'summary', ...facts })).toMatchObject(expected)
  })

  it.each(stages)('an explicit wish to meet in %s jumps, or is offered when nothing can be booked', stage => {
    expect(moveStage({ ...silent, stage, ...said('wants-meeting') }).stage).toBe('scheduling')
    const offered = moveStage({ ...silent, stage, canBook: false, ...said('wants-meeting') }).stage
    expect(offered).toBe(stage === 'scheduling' ? 'scheduling' : 'consultation_offer')
  })

  it('never moves two steps ahead without a reason, never back to the greeting, and keeps a way back from objections', () => {
    fc.assert(
      fc.property(arbitraryFacts, facts => {
        const move = moveStage(facts)
        const steps = stages.indexOf(move.stage) - stages.indexOf(facts.stage)
        if (move.stage === 'greeting') expect(facts.stage).toBe('greeting')
        if (steps > 1) expect(leaps).toContain(move.because)
        if (steps < 0) expect(returns).toContain(move.because)
        expect(move.because === 'stays').toBe(steps === 0)
        if (move.stage === 'objections') expect(move.returnStage).not.toBeNull()
        else expect(move.returnStage).toBeNull()
        expect(move.isNewCycle).toBe(facts.stage === 'summary' && move.stage === 'needs_discovery')
        expect(move.presentationTurns).toBeLessThanOrEqual(facts.presentationTurns + 1)
      }),
      { numRuns: 5000 },
    )
  })

  it('moves by goals: no message without facts leaves its stage', () => {
    const still = stages.filter(stage => stage !== 'objections')
    expect(still.map(stage => moveStage({ ...silent, stage }).stage)).toEqual(still)
  })
})

const leaps: readonly MoveReason[] = [
  'asked-to-meet',
  'meeting-confirmed',
  'meeting-held',
  'objection-raised',
  'objection-answered',
  // consultation_offer → summary, where nothing can be booked; presentation → consultation_offer steps over objections.
  'offer-accepted',
  'offer-due',
]
const returns: readonly MoveReason[] = [
  'asked-to-meet',
  'meeting-held',
  'new-topic',
  'objection-answered',
  'objection-raised',
]

const arbitraryFacts: fc.Arbitrary<StageFacts> = fc
  .record({
    stage: fc.constantFrom(...stages),
    returnStage: fc.constantFrom<Stage>(...stages.filter(stage => stage !== 'objections' && stage !== 'greeting')),
    presentationTurns: fc.nat(5),
    isFirstTurn: fc.boolean(),
    signals: fc.subarray([...signals]).map(names => new Set(names)),
    objection: fc.option(fc.constantFrom(...objectionTypes)),
    answer: fc.constantFrom('yes' as const, 'no' as const, null),
    isSale: fc.boolean(),
    namesTime: fc.boolean(),
    newSlots: fc.nat(3),
    fitScore: fc.integer({ min: 0, max: 100 }),
    threshold: fc.constant(60),
    isReady: fc.boolean(),
    hasQuestion: fc.boolean(),
    meeting: fc.constantFrom('none' as const, 'held' as const, 'scheduled' as const),
    canBook: fc.boolean(),
  })
  .map(facts => (facts.stage === 'objections' ? facts : { ...facts, returnStage: null }))
