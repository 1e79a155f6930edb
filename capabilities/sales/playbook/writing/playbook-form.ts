import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNode, parseDocument } from 'yaml'
import type { PlaybookFault } from '../fault.ts'
import { commonFolder } from '../files/playbook-files.ts'
import { loadPlaybook } from '../load-playbook.ts'
import {
  type FollowUpDefinition,
  type HandoffRules,
  type MeetingRules,
  type Playbook,
  type Weekday,
  type Words,
  type WorkingStretch,
  weekdays,
} from '../playbook.ts'
import { editYaml, writeYaml, type YamlEdit } from './edit-yaml.ts'
import { type PlaybookPlace, type PlaybookWritten, replacePlaybook } from './replace-playbook.ts'

/** What owners change most of a playbook, as a form asks for it; the rest is changed in the files. */
export interface PlaybookForm {
  /** Null: the assistant has no name. */
  readonly assistantName: Words | null
  readonly disclosesAi: boolean
  readonly speaks: boolean
  readonly greeting: Words
  /** The whole offer.md, with its remarks. */
  readonly offer: string
  /** Fit score from which a meeting is offered, 0 to 100. */
  readonly threshold: number
  /** Null: it takes no bookings. */
  readonly meeting: MeetingForm | null
  readonly handoff: HandoffRules
  /** Empty: nobody is reminded. */
  readonly followUps: readonly FollowUpDefinition[]
}

export interface MeetingForm
  extends Pick<
    MeetingRules,
    'minutes' | 'bufferMinutes' | 'leadHours' | 'horizonDays' | 'stepMinutes' | 'holidays' | 'needsContact'
  > {
  /** Hours like `10:00-13:00, 14:00-19:00`, or `closed`. */
  readonly workingHours: Readonly<Record<Weekday, string>>
}

export type PlaybookFormReading =
  | { readonly kind: 'read'; readonly form: PlaybookForm }
  /** Its files have to be mended first. */
  | { readonly kind: 'invalid'; readonly faults: readonly PlaybookFault[] }

/** What stands in the files now, what `common` says included. */
export function readPlaybookForm({ folder, name }: PlaybookPlace): PlaybookFormReading {
  const loading = loadPlaybook(folder, name)
  if (loading.kind !== 'ready') return { kind: 'invalid', faults: loading.faults }
  return { kind: 'read', form: toForm(loading.playbook, readFileSync(join(folder, name, 'offer.md'), 'utf8')) }
}

/** Writes what is given, as `replacePlaybook` does; what is left out stays as it was. The playbook counts as set up from then on. */
export function writePlaybookForm(place: PlaybookPlace, change: Partial<PlaybookForm>, stamp: string): PlaybookWritten {
  return replacePlaybook(place, stamp, folder => applyForm(folder, change))
}

function toForm(playbook: Playbook, offer: string): PlaybookForm {
  const { persona, lines, qualification, meeting, handoff, followUps } = playbook
  return {
    assistantName: persona.name,
    disclosesAi: persona.disclosesAi,
    speaks: persona.speaks,
    greeting: lines.greeting,
    offer: offer.replaceAll('\r\n', '\n'),
    threshold: qualification.threshold,
    meeting: meeting === null ? null : { ...meeting, workingHours: writeHours(meeting.workingHours) },
    handoff,
    followUps,
  }
}

function writeHours(hours: MeetingRules['workingHours']): MeetingForm['workingHours'] {
  const write = (stretches: readonly WorkingStretch[]): string =>
    stretches.map(({ from, to }) => `${from}-${to}`).join(', ') || 'closed'
  // Object.fromEntries forgets which keys it was given; they are the weekdays.
  return Object.fromEntries(weekdays.map(day => [day, write(hours[day])])) as Record<Weekday, string>
}

function applyForm(folder: string, change: Partial<PlaybookForm>): void {
  const { offer, greeting, followUps } = change
  if (offer !== undefined) writeFileSync(join(folder, 'offer.md'), `${offer.trim()}\n`, { flush: true })
  editYaml(join(folder, 'playbook.yaml'), [[['set_up'], true], ...listEdits(change)])
  if (greeting !== undefined) {
    const edits: readonly YamlEdit[] = (['ru', 'en'] as const).map(key => [['greeting', key], greeting[key]])
    editYaml(ownFile(folder, 'lines.yaml', '{}\n'), edits)
  }
  if (followUps !== undefined) writeFollowUps(folder, followUps)
}

function listEdits(change: Partial<PlaybookForm>): readonly YamlEdit[] {
  const { assistantName, disclosesAi, speaks, threshold, meeting, handoff } = change
  const edits: readonly (readonly [readonly string[], YamlEdit[1] | undefined])[] = [
    [['persona', 'name'], assistantName],
    [['persona', 'discloses_ai'], disclosesAi],
    [['persona', 'speaks'], speaks],
    [['qualification', 'threshold'], threshold],
    ...(meeting == null ? [] : listMeeting(meeting)),
    ...(handoff === undefined ? [] : listHandoff(handoff)),
  ]
  return edits.flatMap(([path, value]) => (value === undefined ? [] : [[path, value] as const]))
}

function listMeeting(meeting: MeetingForm): readonly YamlEdit[] {
  const { workingHours, minutes, bufferMinutes, leadHours, horizonDays, stepMinutes, holidays, needsContact } = meeting
  return [
    ...weekdays.map((day): YamlEdit => [['meeting', 'working_hours', day], workingHours[day]]),
    [['meeting', 'minutes'], minutes],
    [['meeting', 'buffer_minutes'], bufferMinutes],
    [['meeting', 'lead_hours'], leadHours],
    [['meeting', 'horizon_days'], horizonDays],
    [['meeting', 'step_minutes'], stepMinutes],
    [['meeting', 'holidays'], holidays],
    [['meeting', 'needs_contact'], needsContact],
  ]
}

function listHandoff(handoff: HandoffRules): readonly YamlEdit[] {
  return [
    [['handoff', 'on_anger'], handoff.onAnger],
    [['handoff', 'unanswered_in_a_row'], handoff.unansweredInARow],
    [['handoff', 'max_turns'], handoff.maxTurns],
    [['handoff', 'off_topic_in_a_row'], handoff.offTopicInARow],
    [['handoff', 'when_model_is_down'], handoff.whenModelIsDown],
    [['handoff', 'return_after_quiet_hours'], handoff.returnAfterQuietHours],
  ]
}

/** The list as a whole: it becomes this playbook's own, under the remarks of the one it replaces. */
function writeFollowUps(folder: string, followUps: readonly FollowUpDefinition[]): void {
  const common = readFileSync(join(folder, '..', commonFolder, 'follow-ups.yaml'), 'utf8')
  const path = ownFile(folder, 'follow-ups.yaml', common)
  const document = parseDocument(readFileSync(path, 'utf8'))
  const remark = document.contents?.commentBefore
  const list = document.createNode(
    followUps.map(({ afterHours, stages, text }) => ({
      ...{ after_hours: afterHours, text },
      // Left out means every stage; an empty list would mean none.
      ...(stages.length > 0 && { stages }),
    })),
  )
  if (isNode(list) && remark != null) list.commentBefore = remark
  document.contents = list as typeof document.contents
  writeFileSync(path, writeYaml(document), { flush: true })
}

/** The path of a file of the playbook, which is made when what `common` says has counted so far. */
function ownFile(folder: string, file: string, text: string): string {
  const path = join(folder, file)
  if (!existsSync(path)) writeFileSync(path, text)
  return path
}
