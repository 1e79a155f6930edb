import type { z } from 'zod'
import type { Role } from '#capabilities/access'
import type { ApiRequest } from './call-api.ts'

/** What a model may do here: a name, when to use it, what it takes, and the one request of the API that it is. */
export interface Tool {
  readonly name: string
  readonly title: string
  /** For the model: what it does and when to use it. */
  readonly description: string
  /** The least role that the request needs; the API itself refuses what is beneath it. */
  readonly role: Role
  readonly input: z.ZodObject
  /** Throws ZodError for an input that is not valid. */
  readonly toRequest: (input: unknown) => ApiRequest
}

/** Types `toRequest` by the input's schema, and checks it. */
export function defineTool<Input extends z.ZodObject>(
  tool: Omit<Tool, 'input' | 'toRequest'> & {
    readonly input: Input
    readonly toRequest: (input: z.output<Input>) => ApiRequest
  },
): Tool {
  return { ...tool, toRequest: input => tool.toRequest(tool.input.parse(input)) }
}
