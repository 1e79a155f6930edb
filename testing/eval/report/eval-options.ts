import { parseArgs } from 'node:util'
import { type Vertical, verticals } from '../../../flow/rehearsal/dialogue.ts'

export interface EvalOptions {
  readonly isJson: boolean
  /** Prints what was said, too. */
  readonly isTold: boolean
  /** Part of a dialogue's name; null: all. */
  readonly only: string | null
  readonly vertical: Vertical | null
  readonly serverUrl: string | null
}

/** Throws a TypeError that names what is wrong with the arguments. */
export function readEvalOptions(args: readonly string[], env: NodeJS.ProcessEnv): EvalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      told: { type: 'boolean' },
      only: { type: 'string' },
      vertical: { type: 'string' },
    },
  })
  const vertical = verticals.find(name => name === values.vertical)
  if (values.vertical !== undefined && vertical === undefined) {
    throw new TypeError(`--vertical=${values.vertical}: allowed are ${verticals.join(', ')}`)
  }
  return {
    isJson: values.json === true,
    isTold: values.told === true,
    only: values.only ?? null,
    vertical: vertical ?? null,
    serverUrl: env.AI_SERVER_BASE_URL?.trim() || null,
  }
}
