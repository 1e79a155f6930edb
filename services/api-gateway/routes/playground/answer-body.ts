import { z } from 'zod'
import type { ExplainedAnswer } from '#flow'
import { toInstant } from '../../http/fields/instants.ts'

const claim = z.object({ kind: z.string(), claim: z.string() })

export const answerBody = z
  .object({
    turn_id: z.string(),
    answered_message_id: z.int().describe('The newest message that it answers.'),
    message_id: z.int().nullable().describe('What was said; null: nothing.'),
    outcome: z.string(),
    reason: z.string().nullable().describe('A stable code: `model`, `scripted`, `command`, …'),
    stage: z.string().nullable(),
    stage_before: z.string().nullable(),
    intent: z.string().nullable(),
    fit_score: z.number().nullable(),
    slots: z
      .array(z.object({ name: z.string(), value: z.string(), confidence: z.number(), is_new: z.boolean() }))
      .describe('What is known of the client after it; `is_new`: this message told it.'),
    passages: z.array(z.object({ source: z.string(), text: z.string() })),
    backed: z
      .array(claim.extend({ source: z.string() }))
      .describe('Figures and promises in it, each with what backs it.'),
    drafts: z
      .array(z.object({ text: z.string(), unbacked: z.array(claim.extend({ sentence: z.string() })) }))
      .describe('What the model wrote; a claim that nothing backs is sent back once, then left out.'),
    prompt: z.array(z.object({ role: z.string(), content: z.string() })),
    actions: z.array(z.string()).describe('What code did beside speaking.'),
    model: z
      .object({
        name: z.string(),
        prompt_tokens: z.int().nullable(),
        completion_tokens: z.int().nullable(),
        first_token_ms: z.int().nullable(),
        took_ms: z.int().nullable(),
      })
      .nullable(),
    took_ms: z.int().describe('The whole turn, without the wait for further messages.'),
    finished_at: z.iso.datetime(),
  })
  .meta({ id: 'ExplainedAnswer' })

export function toAnswerBody(answer: ExplainedAnswer): z.infer<typeof answerBody> {
  const { thoughts } = answer
  return {
    turn_id: answer.turnId,
    answered_message_id: answer.answeredMessageId,
    message_id: answer.messageId,
    outcome: answer.outcome,
    reason: answer.reason,
    stage: thoughts.stage,
    stage_before: thoughts.stageBefore,
    intent: thoughts.intent,
    fit_score: thoughts.fitScore,
    slots: thoughts.slots.map(({ isNew, ...slot }) => ({ ...slot, is_new: isNew })),
    passages: [...thoughts.passages],
    backed: [...thoughts.backed],
    drafts: thoughts.drafts.map(({ text, unbacked }) => ({ text, unbacked: [...unbacked] })),
    prompt: [...thoughts.prompt],
    actions: [...thoughts.actions],
    model: toModelBody(answer),
    took_ms: answer.finishedAt - answer.startedAt,
    finished_at: toInstant(answer.finishedAt),
  }
}

function toModelBody(answer: ExplainedAnswer): z.infer<typeof answerBody>['model'] {
  if (answer.model === null) return null
  return {
    name: answer.model,
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    first_token_ms: answer.firstTokenMs === null ? null : Math.round(answer.firstTokenMs),
    took_ms: answer.modelMs === null ? null : Math.round(answer.modelMs),
  }
}
