import type { Place } from '../fault.ts'
import type { DotenvEntry } from './dotenv.ts'
import type { Environment } from './environment.ts'

/** A variable that is set, perhaps to nothing. */
export interface Variable {
  readonly value: string
  readonly place: Place
}

export type Variables = ReadonlyMap<string, Variable>

/** The environment over `.env`. A variable that is set but empty still wins: it is how a value is taken back. */
export function mergeVariables(environment: Environment, entries: readonly DotenvEntry[]): Variables {
  const variables = new Map<string, Variable>()
  for (const { name, value, place } of entries) variables.set(name, { value, place })
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) variables.set(name, { value, place: { kind: 'environment', variable: name } })
  }
  return variables
}
