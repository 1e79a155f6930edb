import type { Meeting } from '#capabilities/calendar'
import type { NextQuestion, Playbook } from '#capabilities/sales'
import type { AccountId, MeetingId, MessageId } from '#shared/database'
import type { Action, ReplyText } from '../decision.ts'
import type { DialogueState } from '../reading/dialogue-state.ts'
import type { Point } from '../reading/find-passages.ts'
import type { Understanding } from '../reading/understand-turn.ts'
import type { TurnFacts } from '../turn-facts.ts'

export interface PlanInput {
  readonly facts: TurnFacts
  readonly understanding: Understanding
  readonly playbook: Playbook
  readonly nowMs: number
  /** In which times are read and shown: the client's zone where it is known. */
  readonly timeZone: string
  /** How long a chosen time is kept for a client who has not confirmed it. */
  readonly holdMs: number
  readonly findOpenings: FindOpenings
  readonly writeInvitation: WriteInvitation
  /** What the client asks beside the meeting, with what answers it. */
  readonly findPointsBeside: () => Promise<readonly Point[]>
}

/** Free starts in time order, varied over the days; null when a calendar cannot be seen, so that nothing may be offered. */
export type FindOpenings = (wish: OpeningWish) => Promise<readonly number[] | null>

export interface OpeningWish {
  readonly count: number
  /** Whose playbook says when meetings are taken; null or none: the one of the settings. */
  readonly accountId?: AccountId | null
  /** Only later ones. */
  readonly after?: number
  /** The meeting that is to be moved: its own time does not stand in its way. */
  readonly moving?: { readonly meetingId: MeetingId; readonly startsAt: number; readonly minutes: number }
  /** Only those that start in [from, to). */
  readonly within?: { readonly from: number; readonly to: number }
}

/** The calendar file of a meeting for the client's own calendar, or the one that takes it out again. */
export type WriteInvitation = (meeting: Meeting, language: string, isCancelled: boolean) => string

/** What a turn will do, decided by rules before any model is asked. */
export interface Plan {
  /** A stable code. */
  readonly reason: string
  /** Words of code: the whole reply when `talk` is null, else what follows the model's words. */
  readonly says: readonly ReplyText[]
  readonly talk: Talk | null
  readonly actions: readonly Action[]
  readonly state: DialogueState
  /** Where the client's meeting stands once this plan is carried out. */
  readonly meeting: 'none' | 'held' | 'scheduled'
  /** Openings stated in `says`. */
  readonly openings: readonly number[]
  /** The client was heard to want or refuse something that the stages follow. */
  readonly wantsMeeting: boolean
}

/** The part of a reply that is free conversation: the model writes it, or the script in its stead. */
export interface Talk {
  /** The client asks something that has to be answered from knowledge. */
  readonly isQuestion: boolean
  /** Asked at the end; null: nothing is left to ask, or a button row follows. */
  readonly next: NextQuestion | null
  /** The client's last written message. */
  readonly messageId: MessageId | null
}

/** A rule of the plan: null when it does not concern this turn, and the next one is asked. */
export type PlanRule = (input: PlanInput) => Plan | null | Promise<Plan | null>
