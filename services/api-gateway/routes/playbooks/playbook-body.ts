import { z } from 'zod'
import { type Playbook, type PlaybookFault, stages } from '#capabilities/sales'

const words = z.object({ ru: z.string(), en: z.string() })

export const nameParams = z.object({
  name: z
    .string()
    .max(100)
    .describe('The name of its folder.')
    .meta({ examples: ['general'] }),
})

export const faultBody = z.object({
  code: z.string(),
  file: z.string(),
  line: z.int().describe('From 1.'),
  key: z.string().nullable().describe('Items of a list are counted from 1; null: the file as a whole.'),
  found: z.string(),
  allowed: z.string(),
  cure: z.string(),
})

/** A playbook as lists show it. */
export const playbookBody = z
  .object({
    name: z.string(),
    active: z.boolean().describe('Whether this business uses it.'),
    faults: z.array(faultBody).describe('What is wrong in its files; with any, the last good state stays in use.'),
  })
  .meta({ id: 'Playbook' })

const contentBody = z.object({
  version: z.string().describe('Changes with every edit of a file.'),
  stages: z.array(z.object({ name: z.string(), goal: z.string(), rules: z.array(z.string()) })).describe('In order.'),
  slots: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string(),
        meaning: words,
        question: words,
        priority: z.int().describe('1 is asked first.'),
        weight: z.number().describe('Points of the fit score.'),
        choices: z.array(z.object({ value: z.string(), label: words })),
      }),
    )
    .describe('What is asked, in order.'),
  lines: z.record(z.string(), words).describe('What code says, by name; {braces} are filled in.'),
  intents: z.array(z.string()),
  qualification_threshold: z.number().describe('Fit score from which a meeting is offered, 0 to 100.'),
  books_meetings: z.boolean(),
})

/** One playbook with its words. */
export const playbookDetail = playbookBody
  .extend({ content: contentBody.nullable().describe('Null when its faults keep it from being read.') })
  .meta({ id: 'PlaybookDetail' })

export function toFaultBody({ code, file, line, key, found, allowed, cure }: PlaybookFault): z.infer<typeof faultBody> {
  return { code, file, line, key, found, allowed, cure }
}

export function toContentBody(playbook: Playbook): z.infer<typeof contentBody> {
  return {
    version: playbook.version,
    stages: stages.map(name => {
      const { goal, rules } = playbook.stages[name]
      return { name, goal, rules: [...rules] }
    }),
    slots: playbook.slots.map(({ name, kind, meaning, question, priority, weight, choices }) => ({
      ...{ name, kind, meaning, question, priority, weight },
      choices: choices.map(({ value, label }) => ({ value, label })),
    })),
    lines: { ...playbook.lines },
    intents: playbook.intents.map(({ name }) => name),
    qualification_threshold: playbook.qualification.threshold,
    books_meetings: playbook.meeting !== null,
  }
}
