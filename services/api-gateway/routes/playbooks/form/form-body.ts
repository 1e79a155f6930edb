import { z } from 'zod'
import { type MeetingForm, type PlaybookForm, stages, weekdays } from '#capabilities/sales'
import { textField } from '../../../http/fields/text-field.ts'

const words = z.strictObject({ ru: textField(4_000), en: textField(4_000) })
const count = z.int().min(0).max(100_000)

const hours = z
  .strictObject(
    Object.fromEntries(weekdays.map(day => [day, textField(200)])) as Record<
      (typeof weekdays)[number],
      ReturnType<typeof textField>
    >,
  )
  .describe('Hours like `10:00-13:00, 14:00-19:00`, or `closed`.')

const meeting = z.strictObject({
  minutes: count,
  buffer_minutes: count.describe('Kept free before and after each.'),
  lead_hours: count.describe('No sooner than this from now.'),
  horizon_days: count.describe('No further away than this.'),
  step_minutes: count.describe('Free times begin every so many minutes.'),
  working_hours: hours,
  holidays: z.array(textField(10)).max(400).describe('Days off: `2026-12-31` once, `12-31` every year.'),
  needs_contact: z.boolean().describe('Whether a contact is asked for before booking.'),
})

const handoff = z.strictObject({
  on_anger: z.boolean(),
  unanswered_in_a_row: count.describe('Questions in a row that nothing could answer.'),
  max_turns: count.describe('Answers of the AI in one conversation.'),
  off_topic_in_a_row: count.nullable().describe('Null: never.'),
  when_model_is_down: z.boolean(),
  return_after_quiet_hours: count.nullable().describe('Null: only when a human gives the chat back.'),
})

const followUp = z.strictObject({
  after_hours: count.describe('After the last message; each more than the one before.'),
  stages: z.array(z.enum(stages)).describe('Empty: all but the last.'),
  text: words,
})

/** What a form changes; what is left out stays as it is. */
export const formChange = z
  .strictObject({
    assistant_name: words.nullable(),
    discloses_ai: z.boolean(),
    speaks: z.boolean(),
    greeting: words,
    offer: textField(200_000),
    threshold: count.describe('Fit score from which a meeting is offered, 0 to 100.'),
    meeting: meeting.nullable().describe('Null: it takes no bookings.'),
    handoff,
    follow_ups: z.array(followUp).max(50).describe('In order; empty: nobody is reminded.'),
  })
  .partial()

export const formBody = formChange
  .required()
  .extend({ version: z.string().describe('Another one after every change; give it back with If-Match.') })
  .meta({ id: 'PlaybookForm' })

export function toFormBody(form: PlaybookForm, version: string): z.infer<typeof formBody> {
  const { onAnger, unansweredInARow, maxTurns, offTopicInARow, whenModelIsDown, returnAfterQuietHours } = form.handoff
  return {
    ...{ version, assistant_name: form.assistantName, discloses_ai: form.disclosesAi, speaks: form.speaks },
    ...{ greeting: form.greeting, offer: form.offer, threshold: form.threshold },
    meeting: form.meeting === null ? null : toMeetingBody(form.meeting),
    handoff: {
      ...{ on_anger: onAnger, unanswered_in_a_row: unansweredInARow, max_turns: maxTurns },
      ...{ off_topic_in_a_row: offTopicInARow, when_model_is_down: whenModelIsDown },
      return_after_quiet_hours: returnAfterQuietHours,
    },
    follow_ups: form.followUps.map(({ afterHours, stages: during, text }) => ({
      ...{ after_hours: afterHours, stages: [...during], text },
    })),
  }
}

function toMeetingBody(rules: MeetingForm): z.infer<typeof meeting> {
  return {
    ...{ minutes: rules.minutes, buffer_minutes: rules.bufferMinutes, lead_hours: rules.leadHours },
    ...{ horizon_days: rules.horizonDays, step_minutes: rules.stepMinutes, working_hours: rules.workingHours },
    ...{ holidays: [...rules.holidays], needs_contact: rules.needsContact },
  }
}

export function readFormChange(body: z.infer<typeof formChange>): Partial<PlaybookForm> {
  const { assistant_name: name, discloses_ai: disclosesAi, follow_ups: followUps, meeting: times, handoff: call } = body
  const { speaks, greeting, offer, threshold } = body
  return {
    ...(name !== undefined && { assistantName: name }),
    ...(disclosesAi !== undefined && { disclosesAi }),
    ...(speaks !== undefined && { speaks }),
    ...(greeting !== undefined && { greeting }),
    ...(offer !== undefined && { offer }),
    ...(threshold !== undefined && { threshold }),
    ...(times != null && { meeting: readMeeting(times) }),
    ...(call !== undefined && { handoff: readHandoff(call) }),
    ...(followUps !== undefined && {
      followUps: followUps.map(({ after_hours: afterHours, ...rest }) => ({ afterHours, ...rest })),
    }),
  }
}

function readMeeting(body: z.infer<typeof meeting>): MeetingForm {
  return {
    ...{ minutes: body.minutes, bufferMinutes: body.buffer_minutes, leadHours: body.lead_hours },
    ...{ horizonDays: body.horizon_days, stepMinutes: body.step_minutes, workingHours: body.working_hours },
    ...{ holidays: body.holidays, needsContact: body.needs_contact },
  }
}

function readHandoff(body: z.infer<typeof handoff>): PlaybookForm['handoff'] {
  return {
    ...{ onAnger: body.on_anger, unansweredInARow: body.unanswered_in_a_row, maxTurns: body.max_turns },
    ...{ offTopicInARow: body.off_topic_in_a_row, whenModelIsDown: body.when_model_is_down },
    returnAfterQuietHours: body.return_after_quiet_hours,
  }
}
