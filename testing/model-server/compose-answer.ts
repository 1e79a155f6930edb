import type { ChatRequest } from './chat-request.ts'

/** An answer as the model would have generated it, before it is put on the wire. */
export interface Answer {
  readonly text: string
  readonly finishReason: 'stop' | 'length'
  readonly promptTokens: number
  readonly completionTokens: number
}

export type ComposedAnswer =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly message: string }

export interface ModelLimits {
  readonly maxModelLen: number
  readonly countTokens: (text: string) => number
}

/** vLLM renders each message with its chat template: role, separators, turn end. */
const TEMPLATE_TOKENS_A_MESSAGE = 4

/**
 * Counts like a server, independently of any client's estimate: one token for four UTF-8 bytes, which is a byte-level BPE's
 * rate for English and harsher than most for Cyrillic (two letters a token).
 */
export function countTokensByBytes(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4)
}

/** Refuses what does not fit into the model's context, in vLLM's words, and cuts the answer at `max_tokens`. */
export function composeAnswer(request: ChatRequest, reply: string, limits: ModelLimits): ComposedAnswer {
  const promptTokens = request.messages.reduce(
    (sum, message) => sum + limits.countTokens(message.content ?? '') + TEMPLATE_TOKENS_A_MESSAGE,
    0,
  )
  const asked = request.max_completion_tokens ?? request.max_tokens ?? null
  const message = findOverflow(promptTokens, asked, limits.maxModelLen)
  if (message !== null) return { kind: 'refused', message }
  const room = asked ?? limits.maxModelLen - promptTokens
  return { kind: 'answer', answer: { promptTokens, ...cutAtTokens(reply, room, limits.countTokens) } }
}

function findOverflow(promptTokens: number, asked: number | null, maxModelLen: number): string | null {
  if (promptTokens >= maxModelLen) {
    return `This model's maximum context length is ${maxModelLen} tokens. However, your request has ${promptTokens} input tokens. Please reduce the length of the input messages.`
  }
  const room = maxModelLen - promptTokens
  if (asked === null || asked <= room) return null
  return `'max_tokens' or 'max_completion_tokens' is too large: ${asked}. This model's maximum context length is ${maxModelLen} tokens and your request has ${promptTokens} input tokens (${asked} > ${maxModelLen} - ${promptTokens}).`
}

function cutAtTokens(
  reply: string,
  room: number,
  countTokens: (text: string) => number,
): Pick<Answer, 'text' | 'finishReason' | 'completionTokens'> {
  const needed = countTokens(reply)
  if (needed <= room) return { text: reply, finishReason: 'stop', completionTokens: needed }
  const points = [...reply]
  const text = points.slice(0, Math.max(1, Math.floor((points.length * room) / needed))).join('')
  return { text, finishReason: 'length', completionTokens: room }
}
