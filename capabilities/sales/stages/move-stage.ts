import type { ObjectionType, Signal } from '../understanding/reading.ts'
import type { Stage } from './stage.ts'

/** What is known of a lead when a message has been read, the values of that message included. */
export interface StageFacts {
  readonly stage: Stage
  /** Where the present objection came up; null outside of `objections`. */
  readonly returnStage: Stage | null
  /** Answers already given in `presentation`. */
  readonly presentationTurns: number
  /** Nothing has been said to this client yet. */
  readonly isFirstTurn: boolean
  readonly signals: ReadonlySet<Signal>
  readonly objection: ObjectionType | null
  readonly answer: 'yes' | 'no' | null
  /** The message is about what is sold here. */
  readonly isSale: boolean
  /** The message names a time at which one could meet. */
  readonly namesTime: boolean
  /** How many slots this message filled. */
  readonly newSlots: number
  /** 0..100, and the score from which a meeting is offered. */
  readonly fitScore: number
  readonly threshold: number
  /** At most `maxMissing` of the ready slots are missing (`isReadyToMeet`). */
  readonly isReady: boolean
  /** A slot can still be asked (`nextQuestion` is not null). */
  readonly hasQuestion: boolean
  /** What stands in the calendar for this cycle and lies ahead; a meeting of an earlier topic is `none`. */
  readonly meeting: 'none' | 'held' | 'scheduled'
  /** This business books meetings, and its calendar can be reached. */
  readonly canBook: boolean
}

/** Where the lead stands once the message is answered. */
export interface StageMove {
  readonly stage: Stage
  /** Null outside of `objections`. */
  readonly returnStage: Stage | null
  /** Answers given in `presentation`, this one included. */
  readonly presentationTurns: number
  /** A new topic after the summary: the same lead goes the way again. */
  readonly isNewCycle: boolean
  readonly because: MoveReason
}

/** Why a lead moved, or stayed: stable codes for the history and for reports. */
export type MoveReason =
  | 'asked-about-offer'
  | 'asked-to-meet'
  | 'meeting-confirmed'
  | 'meeting-held'
  /** A person moved the lead by hand. */
  | 'moved-by-person'
  | 'needs-known'
  | 'new-topic'
  | 'nothing-left-to-ask'
  | 'objection-answered'
  | 'objection-raised'
  | 'offer-accepted'
  | 'offer-due'
  | 'stays'
  | 'talk-began'
  | 'time-named'

/**
 * Moves a lead on the way of a sale: by what has been reached, never by a word alone. At most one step a message, but for what
 * happened in the calendar, an explicit wish to meet, and an objection. Pure.
 */
export function moveStage(facts: StageFacts): StageMove {
  if (facts.signals.has('opt-out') || facts.signals.has('wants-human')) return stay(facts)
  return byMeeting(facts) ?? byObjection(facts) ?? (isAside(facts) ? stay(facts) : byGoals(facts))
}

/** Answers in `presentation` after which a meeting is offered although little is known. */
const presentationTurnsBeforeOffer = 2

function byMeeting(facts: StageFacts): StageMove | null {
  const { stage, meeting, signals, canBook } = facts
  if (meeting === 'scheduled') {
    const isInSummary = stage === 'summary' || facts.returnStage === 'summary'
    return isInSummary ? null : move(facts, 'summary', 'meeting-confirmed')
  }
  if (stage === 'scheduling') return null
  if (meeting === 'held') return move(facts, 'scheduling', 'meeting-held')
  if (!signals.has('wants-meeting')) return null
  if (canBook) return move(facts, 'scheduling', 'asked-to-meet')
  return stage === 'consultation_offer' ? null : move(facts, 'consultation_offer', 'asked-to-meet')
}

function byObjection(facts: StageFacts): StageMove | null {
  if (facts.objection === null) return null
  if (facts.stage === 'objections') return stay(facts)
  // Whoever begins with an objection has told a need by it; the greeting is over.
  const returnStage = facts.stage === 'greeting' ? 'needs_discovery' : facts.stage
  return { ...move(facts, 'objections', 'objection-raised'), returnStage }
}

/** Messages that say nothing about the sale, and so move nothing. */
function isAside({ signals }: StageFacts): boolean {
  return signals.has('angry') || signals.has('goodbye') || signals.has('asks-internals')
}

function byGoals(facts: StageFacts): StageMove {
  switch (facts.stage) {
    case 'greeting':
      return hasBegun(facts) ? move(facts, 'needs_discovery', 'talk-began') : stay(facts)
    case 'needs_discovery':
      return afterNeeds(facts)
    case 'presentation':
      return isOfferDue(facts) ? move(facts, 'consultation_offer', 'offer-due') : stay(facts)
    case 'objections':
      return afterObjection(facts)
    case 'consultation_offer':
      return afterOffer(facts)
    case 'scheduling':
      return stay(facts)
    case 'summary':
      return isNewTopic(facts) ? { ...move(facts, 'needs_discovery', 'new-topic'), isNewCycle: true } : stay(facts)
  }
}

/** Something was said beyond a greeting, thanks or «как дела». */
function hasBegun({ signals, isSale, newSlots, answer, isFirstTurn }: StageFacts): boolean {
  if (newSlots > 0 || isSale || signals.has('need') || asksAboutOffer(signals)) return true
  if (signals.has('question') && !signals.has('small-talk')) return true
  return answer === 'yes' && !isFirstTurn
}

function asksAboutOffer(signals: ReadonlySet<Signal>): boolean {
  return signals.has('asks-about-offer') || signals.has('asks-price')
}

function afterNeeds(facts: StageFacts): StageMove {
  if (asksAboutOffer(facts.signals)) return move(facts, 'presentation', 'asked-about-offer')
  if (facts.isReady) return move(facts, 'presentation', 'needs-known')
  return facts.hasQuestion ? stay(facts) : move(facts, 'presentation', 'nothing-left-to-ask')
}

function isOfferDue({ fitScore, threshold, isReady, presentationTurns }: StageFacts): boolean {
  return fitScore >= threshold && (isReady || presentationTurns >= presentationTurnsBeforeOffer)
}

/** Our answer to the objection has been given; unless the client says no to it, the talk goes on where it was. */
function afterObjection(facts: StageFacts): StageMove {
  if (facts.answer === 'no') return stay(facts)
  return move(facts, facts.returnStage ?? 'needs_discovery', 'objection-answered')
}

function afterOffer(facts: StageFacts): StageMove {
  if (facts.answer === 'no') return stay(facts)
  if (facts.answer === 'yes') return move(facts, facts.canBook ? 'scheduling' : 'summary', 'offer-accepted')
  return facts.canBook && facts.namesTime ? move(facts, 'scheduling', 'time-named') : stay(facts)
}

function isNewTopic({ signals }: StageFacts): boolean {
  if (signals.has('new-topic')) return true
  const isAboutMeeting = signals.has('wants-cancel') || signals.has('wants-reschedule') || signals.has('wants-meeting')
  return signals.has('need') && !isAboutMeeting
}

function stay(facts: StageFacts): StageMove {
  return { ...move(facts, facts.stage, 'stays'), returnStage: facts.returnStage }
}

function move(facts: StageFacts, stage: Stage, because: MoveReason): StageMove {
  return { stage, returnStage: null, presentationTurns: countPresentation(facts, stage), isNewCycle: false, because }
}

/** An objection interrupts the presentation; every other way out of it ends the count. */
function countPresentation({ stage, presentationTurns }: StageFacts, next: Stage): number {
  if (next === 'presentation') return presentationTurns + 1
  return stage === 'objections' || next === 'objections' ? presentationTurns : 0
}
