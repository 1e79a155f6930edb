import { z } from 'zod'
import { stages } from '../../stages/stage.ts'
import { objectionTypes } from '../../understanding/reading.ts'
import { lineNames, slotKinds } from '../playbook.ts'

// The error text of every schema here is what is allowed: a fault shows it after "allowed:".

const text = z.string({ error: 'words (in quotes when they look like a number)' }).trim().min(1, { error: 'words' })
const flag = z.boolean({ error: 'true or false' })
const snakeCase = z
  .string({ error: 'a name' })
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, { error: 'small Latin letters, digits and _ (like client_name)' })
const words = keys({ ru: text, en: text })
const wordLists = keys({ ru: listOf(text, 'words'), en: listOf(text, 'words') })
const noWords = { ru: [], en: [] }

const workingDay = z
  .string({ error: 'hours like 10:00-13:00, 14:00-19:00, or closed' })
  .trim()
  .regex(/^(closed|\d{1,2}:\d{2}\s*[-–—]\s*\d{1,2}:\d{2}(\s*,\s*\d{1,2}:\d{2}\s*[-–—]\s*\d{1,2}:\d{2})*)$/, {
    error: 'hours like 10:00-13:00, 14:00-19:00, or closed',
  })

const meeting = keys({
  title: words,
  minutes: minutes(5, 480),
  buffer_minutes: minutes(0, 240),
  lead_hours: whole(2, 720),
  horizon_days: whole(1, 180),
  step_minutes: minutes(5, 240),
  working_hours: keys({
    mon: workingDay,
    tue: workingDay,
    wed: workingDay,
    thu: workingDay,
    fri: workingDay,
    sat: workingDay,
    sun: workingDay,
  }),
  holidays: z.array(z.string({ error: 'a date in quotes' }).trim(), { error: 'a list of dates' }).default([]),
  needs_contact: flag,
  time_slot: snakeCase.nullish().transform(name => name ?? null),
})

/** playbook.yaml: who speaks, what is asked for, when meetings are and when a human is called. */
export const playbookSchema = keys({
  set_up: flag.default(true),
  language: oneOf(['ru', 'en'])
    .nullish()
    .transform(language => language ?? null),
  model_server: z
    .url({ protocol: /^https?$/, error: 'an address like http://localhost:8000' })
    .nullish()
    .transform(address => address ?? null),
  persona: keys({
    name: words.nullish().transform(name => name ?? null),
    discloses_ai: flag,
    speaks: flag.default(false),
  }),
  country: text,
  currency: text,
  intents: listOf(keys({ name: snakeCase, is_sale: flag, words: wordLists }), 'intents'),
  qualification: keys({
    threshold: whole(0, 100),
    ready_slots: listOf(snakeCase, 'names of slots'),
    max_missing: whole(0, 50),
  }),
  meeting: meeting.nullish().transform(rules => rules ?? null),
  handoff: keys({
    on_anger: flag,
    unanswered_in_a_row: whole(1, 20),
    max_turns: whole(1, 1_000),
    off_topic_in_a_row: whole(1, 50).nullable(),
    when_model_is_down: flag,
    return_after_quiet_hours: whole(1, 720).nullable(),
  }),
})

const choice = keys({ value: snakeCase, label: words, words: wordLists })

/** slots.yaml: what is to be learned about a client. */
export const slotsSchema = listOf(
  keys({
    name: snakeCase,
    kind: oneOf(slotKinds),
    meaning: words,
    question: words,
    priority: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: '1, 2 or 3' }),
    weight: whole(0, 100),
    weight_group: keys({ name: snakeCase, needs: oneOf(['any', 'all']) })
      .nullish()
      .transform(group => group ?? null),
    choices: listOf(choice, 'choices').default([]),
    cues: wordLists.default(noWords),
    empties: wordLists.default(noWords),
  }),
  'slots',
)

/** stages.yaml: what is not given comes from common, key by key. */
export const stagesSchema = tableOf(
  stages,
  keys({
    goal: text.optional(),
    rules: listOf(text, 'rules').optional(),
    temperature: z
      .number({ error: 'a number from 0 to 2' })
      .min(0, { error: 'a number from 0 to 2' })
      .max(2, { error: 'a number from 0 to 2' })
      .optional(),
    max_tokens: whole(16, 32_000).nullable().optional(),
  }),
)

/** objections.yaml: what is not given comes from common, key by key. */
export const objectionsSchema = tableOf(
  objectionTypes,
  keys({
    approach: text.optional(),
    replies: listOf(words, 'replies').optional(),
    when_repeated: words.optional(),
  }),
)

/** lines.yaml: what is not given comes from common, line by line. */
export const linesSchema = tableOf(lineNames, words)

/** follow-ups.yaml: taken whole. An empty list ([]) means that nobody is reminded. */
export const followUpsSchema = z.array(
  keys({
    after_hours: whole(1, 8_760),
    stages: listOf(oneOf(stages), 'stages').default([]),
    text: words,
  }),
  { error: 'a list of follow-ups' },
)

function keys<const Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: Object.keys(shape).join(', ') })
}

function tableOf<const Name extends string, Value extends z.ZodType>(
  names: readonly Name[],
  value: Value,
): z.ZodRecord<z.ZodEnum<{ [Key in Name]: Key }> & z.core.$partial, Value> {
  return z.partialRecord(z.enum(names), value, { error: names.join(', ') })
}

function listOf<Item extends z.ZodType>(item: Item, what: string): z.ZodArray<Item> {
  return z.array(item, { error: `a list of ${what}` }).min(1, { error: `a list of ${what} with at least one` })
}

function oneOf<const Name extends string>(names: readonly Name[]): z.ZodEnum<{ [Key in Name]: Key }> {
  return z.enum(names, { error: names.join(', ') })
}

function whole(min: number, max: number): z.ZodInt {
  const error = `a whole number from ${min} to ${max}`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

// The calendar keeps what is taken in slices of five minutes.
function minutes(min: number, max: number): z.ZodInt {
  const error = `minutes from ${min} to ${max}, in steps of 5`
  return z.int({ error }).min(min, { error }).max(max, { error }).multipleOf(5, { error })
}
