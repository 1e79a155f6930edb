import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Contender, contenders } from './contenders.ts'
import { type Scenario, scenarios } from './scenarios.ts'

export interface BenchOptions {
  readonly contenders: readonly Contender[]
  readonly scenarios: readonly Scenario[]
  readonly measureMs: number
  readonly rounds: number
  readonly isJson: boolean
  readonly profileFolder: string | null
}

const usage = `npm run bench -- [flags]
  --only=<names>     contenders and scenarios to run, comma-separated: ${[...contenders, ...scenarios].map(({ name }) => name).join(', ')}
  --seconds=<n>      measured time of one run, after a time to warm up (3)
  --rounds=<n>       runs of each contender in each scenario; the fastest counts (2)
  --json             print the measurements as JSON
  --profile=<folder> leave a CPU profile of each run there; such a run is slower`

/** Reads the command line; throws with the usage for what it does not know. */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  try {
    return readFlags(args)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

function readFlags(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const only = values.only.split(',').filter(name => name !== '')
  const known: readonly string[] = [...contenders, ...scenarios].map(({ name }) => name)
  const stranger = only.find(name => !known.includes(name))
  if (stranger !== undefined) throw new TypeError(`--only: there is no "${stranger}"`)
  return {
    contenders: choose(contenders, only),
    scenarios: choose(scenarios, only),
    measureMs: readPositive('seconds', values.seconds) * 1000,
    rounds: Math.ceil(readPositive('rounds', values.rounds)),
    isJson: values.json,
    profileFolder: values.profile === undefined ? null : resolve(values.profile),
  }
}

/** Those that are named; all of them when none is. */
function choose<Item extends { readonly name: string }>(
  items: readonly Item[],
  only: readonly string[],
): readonly Item[] {
  const chosen = items.filter(({ name }) => only.includes(name))
  return chosen.length === 0 ? items : chosen
}

function readPositive(flag: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new TypeError(`--${flag}: found "${text}"; allowed: a number above 0`)
  return value
}
