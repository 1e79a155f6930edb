import { createHash } from 'node:crypto'
import { stages } from '../stages/stage.ts'
import { objectionTypes } from '../understanding/reading.ts'
import type { ParsedFolder } from './files/parse-files.ts'
import { parseWorkingHours } from './files/working-hours.ts'
import {
  type FollowUpDefinition,
  type HandoffRules,
  lineNames,
  type MeetingRules,
  type ObjectionWords,
  type Playbook,
  type PlaybookLines,
  type SlotDefinition,
  type StageWords,
  weekdays,
} from './playbook.ts'

export interface PlaybookParts {
  readonly name: string
  readonly own: ParsedFolder
  readonly common: ParsedFolder
  /** Everything that was read: the version is made of it. */
  readonly texts: readonly string[]
}

type Yaml<Name extends keyof ParsedFolder> = Extract<ParsedFolder[Name], { readonly value: unknown }>['value']

/** Puts a playbook together from folders without a fault: own words where there are some, common ones elsewhere. */
export function buildPlaybook({ name, own, common, texts }: PlaybookParts): Playbook {
  const playbook = contentOf(own.playbook)
  return {
    name,
    version: hash(texts),
    isSetUp: playbook.set_up,
    language: playbook.language,
    modelServer: playbook.model_server,
    persona: {
      name: playbook.persona.name,
      prompt: present(own.persona),
      disclosesAi: playbook.persona.discloses_ai,
      speaks: playbook.persona.speaks,
    },
    offer: present(own.offer),
    intents: playbook.intents.map(intent => ({ name: intent.name, words: intent.words, isSale: intent.is_sale })),
    stages: mapNames(stages, stage => buildStage(own.stages?.value[stage], contentOf(common.stages)[stage])),
    slots: buildSlots(contentOf(own.slots)),
    qualification: {
      threshold: playbook.qualification.threshold,
      readySlots: playbook.qualification.ready_slots,
      maxMissing: playbook.qualification.max_missing,
    },
    objections: mapNames(objectionTypes, type =>
      buildObjection(own.objections?.value[type], contentOf(common.objections)[type]),
    ),
    lines: buildLines(own.lines?.value ?? {}, contentOf(common.lines)),
    meeting: playbook.meeting === null ? null : buildMeeting(playbook.meeting),
    handoff: buildHandoff(playbook.handoff),
    followUps: contentOf(own.followUps ?? common.followUps).map(buildFollowUp),
    currency: playbook.currency,
    country: playbook.country,
  }
}

function hash(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12)
}

function buildStage(
  own: Yaml<'stages'>[keyof Yaml<'stages'>],
  common: Yaml<'stages'>[keyof Yaml<'stages'>],
): StageWords {
  const merged = { ...common, ...own }
  return {
    goal: present(merged.goal),
    rules: present(merged.rules),
    temperature: present(merged.temperature),
    maxTokens: merged.max_tokens ?? null,
  }
}

function buildObjection(
  own: Yaml<'objections'>[keyof Yaml<'objections'>],
  common: Yaml<'objections'>[keyof Yaml<'objections'>],
): ObjectionWords {
  const merged = { ...common, ...own }
  return {
    approach: present(merged.approach),
    replies: present(merged.replies),
    whenRepeated: present(merged.when_repeated),
  }
}

/** By priority; within one, in the order of the file. */
function buildSlots(slots: Yaml<'slots'>): readonly SlotDefinition[] {
  return slots
    .map(({ weight_group: weightGroup, ...slot }) => ({ ...slot, weightGroup }))
    .sort((a, b) => a.priority - b.priority)
}

function buildLines(own: Yaml<'lines'>, common: Yaml<'lines'>): PlaybookLines {
  return mapNames(lineNames, name => present(own[name] ?? common[name]))
}

function buildMeeting(meeting: NonNullable<Yaml<'playbook'>['meeting']>): MeetingRules {
  return {
    title: meeting.title,
    minutes: meeting.minutes,
    bufferMinutes: meeting.buffer_minutes,
    leadHours: meeting.lead_hours,
    horizonDays: meeting.horizon_days,
    stepMinutes: meeting.step_minutes,
    workingHours: mapNames(weekdays, day => parseWorkingHours(meeting.working_hours[day])),
    holidays: meeting.holidays,
    needsContact: meeting.needs_contact,
    timeSlot: meeting.time_slot,
  }
}

function buildHandoff(handoff: Yaml<'playbook'>['handoff']): HandoffRules {
  return {
    onAnger: handoff.on_anger,
    unansweredInARow: handoff.unanswered_in_a_row,
    maxTurns: handoff.max_turns,
    offTopicInARow: handoff.off_topic_in_a_row,
    whenModelIsDown: handoff.when_model_is_down,
    returnAfterQuietHours: handoff.return_after_quiet_hours,
  }
}

function buildFollowUp(followUp: Yaml<'followUps'>[number]): FollowUpDefinition {
  return { afterHours: followUp.after_hours, stages: followUp.stages, text: followUp.text }
}

function mapNames<Name extends string, Value>(
  names: readonly Name[],
  build: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  // Object.fromEntries forgets which keys it was given; they are the names.
  return Object.fromEntries(names.map(name => [name, build(name)])) as Record<Name, Value>
}

function contentOf<Value>(file: { readonly value: Value } | null): Value {
  return present(file).value
}

/** What the checks have found to be there. */
function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('a part of the playbook is missing that was checked')
  return value
}
