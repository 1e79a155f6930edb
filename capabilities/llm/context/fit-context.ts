import type { ModelMessage } from '../contract.ts'
import { estimateTokens, truncateToTokens } from './estimate-tokens.ts'

/** What chat templates put around a message: role, separators, end of turn. */
const TOKENS_AROUND_A_MESSAGE = 5
/** A picture of 1024 pixels: from 256 (Gemma) to 1,400 (Qwen2.5-VL). */
const TOKENS_OF_A_PICTURE = 1400
/** Kept free for what an estimate cannot know. */
const MARGIN = 0.04
/** The persona and its rules stand at the head of the system message; a long question may not push them out. */
const SYSTEM_SHARE = 0.5

export interface ContextBudget {
  /** Prompt and answer together. */
  readonly contextTokens: number
  /** Wanted for the answer. */
  readonly maxTokens: number
  /** Real tokens for one estimated token, as learnt from the server; 1 when nothing is known. */
  readonly tokenScale: number
}

export interface FittedContext {
  readonly messages: readonly ModelMessage[]
  /** What is left for the answer: as wanted, but never more than half of the context. */
  readonly maxTokens: number
  /** Of the messages, before `tokenScale`. */
  readonly estimatedTokens: number
}

/**
 * Makes a dialogue fit into the model's context. The oldest messages go first; the system message and the last one of the user
 * always stay. Where these two alone are too long, the tail of the system message is shortened, down to half of the room, and
 * then the user's message.
 */
export function fitContext(messages: readonly ModelMessage[], budget: ContextBudget): FittedContext {
  const maxTokens = Math.max(1, Math.min(budget.maxTokens, Math.floor(budget.contextTokens / 2)))
  const room = (budget.contextTokens * (1 - MARGIN) - maxTokens) / budget.tokenScale
  const tokens = sumTokens(messages)
  if (tokens <= room) return { messages, maxTokens, estimatedTokens: tokens }
  const fitted = shortenKept(dropOldest(messages, tokens - room), room)
  return { messages: fitted, maxTokens, estimatedTokens: sumTokens(fitted) }
}

function dropOldest(messages: readonly ModelMessage[], excessTokens: number): readonly ModelMessage[] {
  let excess = excessTokens
  const question = messages.findLast(message => message.role === 'user') ?? messages.at(-1)
  let hasBegun = false
  return messages.filter(message => {
    if (message.role === 'system') return true
    // Some chat templates refuse a dialogue that begins with an answer.
    hasBegun ||= message === question || (excess <= 0 && message.role === 'user')
    const stays = message === question || (hasBegun && excess <= 0)
    if (!stays) excess -= tokensOf(message)
    return stays
  })
}

function shortenKept(messages: readonly ModelMessage[], room: number): readonly ModelMessage[] {
  if (sumTokens(messages) <= room) return messages
  const systemTokens = sumTokens(messages.filter(message => message.role === 'system'))
  const questionTokens = sumTokens(messages) - systemTokens
  const systemRoom = Math.min(systemTokens, Math.max(room - questionTokens, room * SYSTEM_SHARE))
  return messages.map(message =>
    message.role === 'system'
      ? shorten(message, tokensOf(message) * (systemRoom / systemTokens))
      : shorten(message, room - systemRoom),
  )
}

function shorten(message: ModelMessage, room: number): ModelMessage {
  if (tokensOf(message) <= room) return message
  return { ...message, content: truncateToTokens(message.content, room - TOKENS_AROUND_A_MESSAGE) }
}

function sumTokens(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message), 0)
}

function tokensOf(message: ModelMessage): number {
  const shown = (message.pictures?.length ?? 0) * TOKENS_OF_A_PICTURE
  return estimateTokens(message.content) + shown + TOKENS_AROUND_A_MESSAGE
}
