import { z } from 'zod'
import type { ModelUsage } from '../contract.ts'
import { beginsInThought, stripThinking } from './strip-thinking.ts'

const chunkSchema = z.object({
  model: z.string().optional(),
  choices: z.array(
    z.object({
      delta: z.object({
        content: z.string().nullish(),
        /** vLLM's name for thoughts that its reasoning parser has taken out. */
        reasoning_content: z.string().nullish(),
      }),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
})

/** What an event was: the model speaking (or thinking), the end, or not what a model server sends. */
export type EventKind = 'token' | 'other' | 'done' | 'unreadable'

export interface CollectedAnswer {
  /** Without thoughts, trimmed; may be empty. */
  readonly text: string
  /** Null when the stream broke before the model was done. */
  readonly finishReason: string | null
  readonly model: string | null
  readonly usage: ModelUsage | null
  /** The chat template had opened a thought before the first token: only its end is marked. */
  readonly beginsInThought: boolean
}

/** Puts the pieces of a streamed answer together. */
export interface AnswerCollector {
  take(data: string): EventKind
  collected(): CollectedAnswer
}

export function createAnswerCollector(): AnswerCollector {
  let text = ''
  let finishReason: string | null = null
  let model: string | null = null
  let usage: ModelUsage | null = null
  return {
    take(data) {
      if (data === '[DONE]') return 'done'
      const chunk = parseChunk(data)
      if (chunk === null) return 'unreadable'
      model ??= chunk.model ?? null
      if (chunk.usage) {
        usage = { promptTokens: chunk.usage.prompt_tokens, completionTokens: chunk.usage.completion_tokens }
      }
      const [choice] = chunk.choices
      if (choice === undefined) return 'other'
      finishReason = choice.finish_reason ?? finishReason
      text += choice.delta.content ?? ''
      return choice.delta.content || choice.delta.reasoning_content ? 'token' : 'other'
    },
    collected: () => ({ text: clean(text), finishReason, model, usage, beginsInThought: beginsInThought(text) }),
  }
}

function parseChunk(data: string): z.infer<typeof chunkSchema> | null {
  try {
    return chunkSchema.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}

/** Halves of a character that came in two chunks are whole again by now; a half that is still alone is not a character. */
function clean(text: string): string {
  return stripThinking(text)
    .replaceAll(/\p{Surrogate}/gu, '')
    .trim()
}
