import type { Stage } from '../stages/stage.ts'
import type { ObjectionType } from '../understanding/reading.ts'

/** The same words in each language we speak by ourselves; other languages get English. */
export interface Words {
  readonly ru: string
  readonly en: string
}

/** Lists of words, for matching what clients write. */
export interface WordLists {
  readonly ru: readonly string[]
  readonly en: readonly string[]
}

/** The owner's words: who speaks, what is sold, how the conversation is led. Data, never code; a folder in `playbooks/`. */
export interface Playbook {
  readonly name: string
  /** Changes with every edit of a file. */
  readonly version: string
  /** False for the one that ships and that nobody has filled in yet. */
  readonly isSetUp: boolean
  /** Spoken until the client shows another one; null: as the settings say. */
  readonly language: 'ru' | 'en' | null
  /** The model server that answers where the settings name none; null: none. */
  readonly modelServer: string | null
  readonly persona: {
    /** How the assistant calls itself; null: it has no name. */
    readonly name: Words | null
    /** The beginning of every prompt (persona.md). */
    readonly prompt: string
    /** Whether it says by itself that it is an AI; when asked it never denies it. */
    readonly disclosesAi: boolean
    /** Whether a client who spoke is answered aloud as well, where a voice is set up and the words suit it. */
    readonly speaks: boolean
  }
  /** What is sold, to whom, on what terms (offer.md). Part of the prompt, and a source that backs claims. */
  readonly offer: string
  readonly intents: readonly IntentDefinition[]
  readonly stages: Readonly<Record<Stage, StageWords>>
  /** In the order in which they are asked. */
  readonly slots: readonly SlotDefinition[]
  readonly qualification: {
    /** Fit score from which a meeting is offered, 0..100. */
    readonly threshold: number
    /** A meeting may be offered when at most `maxMissing` of these slots are missing. */
    readonly readySlots: readonly string[]
    readonly maxMissing: number
  }
  readonly objections: Readonly<Record<ObjectionType, ObjectionWords>>
  readonly lines: PlaybookLines
  /** Null: this business does not book meetings. */
  readonly meeting: MeetingRules | null
  readonly handoff: HandoffRules
  /** In order; at most one is pending per lead. */
  readonly followUps: readonly FollowUpDefinition[]
  readonly currency: string
  /** ISO 3166 alpha-2: how a phone number without a country is read. */
  readonly country: string
}

export interface IntentDefinition {
  readonly name: string
  /** Words and phrases that show it, in their dictionary form. */
  readonly words: WordLists
  /** Small talk and off-topic are no reason to qualify. */
  readonly isSale: boolean
}

export interface StageWords {
  /** What is to be reached, for the prompt. */
  readonly goal: string
  readonly rules: readonly string[]
  /** 0..2 */
  readonly temperature: number
  /** Tokens at most; null: the server's limit of the configuration. */
  readonly maxTokens: number | null
}

export const slotKinds = [
  'choice',
  'company',
  'contact',
  'date',
  'duration',
  'headcount',
  'money',
  'name',
  'number',
  'percent',
  'text',
  'volume',
  'yes-no',
] as const
export type SlotKind = (typeof slotKinds)[number]

export interface SlotDefinition {
  /** snake_case, unique in the playbook: client_name, budget_band, … */
  readonly name: string
  readonly kind: SlotKind
  /** What it means, for the model and for the owner's brief. */
  readonly meaning: Words
  readonly question: Words
  /** 1 is asked first. Within a priority the order of the file counts. */
  readonly priority: 1 | 2 | 3
  /** Points of the fit score, 0..100. */
  readonly weight: number
  /** Slots of one group name the same weight, which counts once: earned when any of them is known, or when all are. */
  readonly weightGroup: { readonly name: string; readonly needs: 'any' | 'all' } | null
  /** kind choice: value → words that mean it. */
  readonly choices: readonly { readonly value: string; readonly label: Words; readonly words: WordLists }[]
  /** kind text, number, volume, …: words that announce the value outside a direct answer. */
  readonly cues: WordLists
  /** Values that mean "none" and earn no points ("нет бюджета"). */
  readonly empties: WordLists
}

export interface ObjectionWords {
  /** How to meet it, for the prompt. */
  readonly approach: string
  /** Said without a model; the next one each time. */
  readonly replies: readonly Words[]
  /** When the same objection comes again. */
  readonly whenRepeated: Words
}

export interface MeetingRules {
  readonly title: Words
  readonly minutes: number
  /** Kept free before and after. */
  readonly bufferMinutes: number
  /** No earlier than this from now; at least 2. */
  readonly leadHours: number
  readonly horizonDays: number
  /** Openings begin at multiples of this from the start of a working stretch. */
  readonly stepMinutes: number
  readonly workingHours: Readonly<Record<Weekday, readonly WorkingStretch[]>>
  /** Days off: 2026-12-31, or 12-31 every year. */
  readonly holidays: readonly string[]
  /** Asked before booking, when a client must leave a contact for this business. */
  readonly needsContact: boolean
  /** The slot in which a client says when they want to come: its answer is looked up in the calendar at once. Null: none is. */
  readonly timeSlot: string | null
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export interface WorkingStretch {
  /** HH:MM in the business's zone. */
  readonly from: string
  readonly to: string
}

export interface HandoffRules {
  readonly onAnger: boolean
  /** Questions in a row that nothing could answer, before a human is called. */
  readonly unansweredInARow: number
  /** Answers of the AI in one conversation before a human is called. */
  readonly maxTurns: number
  /** Off-topic messages in a row before a human is called; null: never. */
  readonly offTopicInARow: number | null
  readonly whenModelIsDown: boolean
  /** Quiet hours after which the AI answers again; null: only when a human gives the chat back. */
  readonly returnAfterQuietHours: number | null
}

export interface FollowUpDefinition {
  /** After the last message of the dialogue. */
  readonly afterHours: number
  /** Stages in which it is sent; empty: every one but summary. */
  readonly stages: readonly Stage[]
  readonly text: Words
}

/** Every line that is said by code; `linePlaceholders` says what is filled into which. */
export const lineNames = [
  'about',
  'acknowledge',
  'ai_disclosure',
  'already_booked',
  'apology',
  'ask_cancel',
  'ask_contact',
  'booked',
  'button_fix',
  'button_no',
  'button_other_time',
  'button_stale',
  'button_unknown',
  'button_yes',
  'calendar_unavailable',
  'cancelled',
  'confirm_value',
  'consent_calendar',
  'consent_profile',
  'consent_refused',
  'consent_thanks',
  'export_ask',
  'export_sent',
  'file_later',
  'file_unread',
  'forget_ask',
  'forget_done',
  'forget_kept',
  'goodbye',
  'greeting',
  'held',
  'help',
  'hold_expired',
  'human_called',
  'internals',
  'last_word_meeting',
  'last_word_question',
  'model_unbacked',
  'no_openings',
  'noted',
  'nothing_booked',
  'off_topic',
  'offer_expired',
  'offer_meeting',
  'offer_times',
  'owner_answer',
  'passage',
  'picture_unreadable',
  'picture_unseen',
  'privacy',
  'privacy_elsewhere',
  'related',
  'reminder_day',
  'reminder_hour',
  'rescheduled',
  'slot_taken',
  'stopped',
  'thanks',
  'time_unavailable',
  'too_many',
  'trouble',
  'voice_later',
  'voice_off',
  'voice_too_long',
  'voice_unclear',
  'welcome_back',
  'will_check',
  'will_check_one',
] as const
export type LineName = (typeof lineNames)[number]
export type PlaybookLines = Readonly<Record<LineName, Words>>
