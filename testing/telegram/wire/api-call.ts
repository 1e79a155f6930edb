import type { BotAccount, World } from '../state/world.ts'
import type { UploadedFile } from './body/parse-multipart.ts'
import type { Params } from './params.ts'

/** One request, understood as far as the wire goes. */
export interface ApiCall {
  readonly world: World
  readonly bot: BotAccount
  readonly params: Params
  readonly files: ReadonlyMap<string, UploadedFile>
}

/** A result, already as JSON. */
export interface Answer {
  readonly json: string
  /** Some methods add words to `true`. */
  readonly description?: string
}

export interface MethodDefinition {
  /** As the Bot API spells it; callers may use any case. */
  readonly name: string
  /** Draws from the flood budget. */
  readonly isMetered: boolean
  /** Executes the call; throws Refusal where the server would refuse. */
  readonly run: (call: ApiCall) => Answer | Promise<Answer>
}

export function defineMethod(definition: MethodDefinition): MethodDefinition {
  return definition
}

export function answer(result: unknown, description?: string): Answer {
  return description === undefined ? { json: JSON.stringify(result) } : { json: JSON.stringify(result), description }
}

export const answerTrue: Answer = { json: 'true' }
